import type { EsrError } from '../../../errors/esr-error.ts';
import { lintWords } from '../../../errors/lint.ts';
import { manifestError } from '../../../errors/manifest.ts';
import { templateError } from '../../../errors/template.ts';
import type { Run } from '../../../model/run.ts';
import { placeOf } from '../../place-of.ts';
import { remark } from '../remark.ts';
import type { CheckedSecret, Finding, Rule, Subject } from '../rule.ts';

const random = new Set(
  `randAlphaNum randAlpha randNumeric randAscii randInt randBytes uuidv4 shuffle bcrypt htpasswd encryptAES genPrivateKey
   genCA genSelfSignedCert genSignedCert genCAWithKey genSelfSignedCertWithKey genSignedCertWithKey`.split(/\s+/),
);
const times = new Set(['now', 'ago']);
const randomGenerators = new Set(['Password', 'UUID', 'SSHKey']);

/** Values that are others at each render. */
export const restlessValues: Rule = {
  codes: ['GENERATOR_UNSTABLE', 'TEMPLATE_RANDOM', 'TEMPLATE_TIME'],
  about:
    'A value that changes at each render keeps Argo CD out of sync for ever, and rotates the credential at each sync. esr generate refuses random values unless generators.seedFile keeps them, or random: allow says that they may change.',
  *check(subject) {
    const { secrets, run } = subject;
    if (!run.seeded && run.config.random === 'refuse') yield* generators(subject);
    for (const secret of secrets) yield* functionsOf(secret, run);
  },
};

function* generators({ plan, run }: Subject): Iterable<Finding> {
  // The cluster has the value of the time before.
  if (run.config.cluster.enabled) return;
  for (const { kind, name, wantedBy } of plan?.generators ?? []) {
    const [first] = wantedBy;
    if (!randomGenerators.has(kind) || first === undefined) continue;
    yield weighed(manifestError('GENERATOR_UNSTABLE', {}).concerning(`${kind} "${name}"`, placeOf(first)), run);
  }
}

function* functionsOf({ templates }: CheckedSecret, run: Run): Iterable<Finding> {
  for (const { functions, place } of templates) {
    for (const [name, at] of functions) {
      if (times.has(name)) yield remark('TEMPLATE_TIME', lintWords('TEMPLATE_TIME', { name }), place(at));
      if (!random.has(name) || run.seeded || run.config.random === 'allow') continue;
      const message = `function "${name}" gives another value at each render`;
      yield weighed(templateError('TEMPLATE_RANDOM', { message }, place(at)), run);
    }
  }
}

/** Without a platform configuration nobody knows whether there is a seed. */
function weighed(fault: EsrError, { config }: Run): Finding {
  return config.file === undefined ? remark(fault.code, fault, fault.place) : fault;
}
