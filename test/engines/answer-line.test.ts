import { answerLine } from '../../plugin/engines/answer-line.ts';
import { type Execution, engines } from '../../plugin/engines/engine.ts';

const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 10_000, maxOutputBytes: 10_000 };

const cases = [
  ['a value', { id: 1, template: '{{.a}}é', data: { a: 'x' } }, { id: 1, output: 'xé' }],
  [
    'bytes that are no text',
    { id: 'b', template: '{{.a}}', dataBase64: { a: '/w==' } },
    { id: 'b', outputBase64: '/w==' },
  ],
  ['no id and no data', { template: 'x' }, { id: null, output: 'x' }],
  [
    'keys and values',
    { template: 'a: 1.50\nb: yes\nc:\n', scope: 'KeysAndValues' },
    { id: null, outputData: { a: '1.5', b: 'true', c: '' } },
  ],
  [
    'keys and values whose bytes are no text',
    { template: 'a: !!binary /w==\n!!binary 4pi6/4I=: b', scope: 'KeysAndValues' },
    { id: null, outputData: { a: '\ufffd', '\u263a\ufffd\ufffd': 'b' } },
  ],
  [
    'keys and values, decoded',
    { template: 'a: aGk=\nb: /w==', scope: 'KeysAndValues', decodingStrategy: 'Base64' },
    { id: null, outputDataBase64: { a: 'aGk=', b: '/w==' } },
  ],
  [
    'a text that does not parse',
    { template: '{{' },
    { id: null, error: { stage: 'parse', message: 'template: out:1: unclosed action' } },
  ],
  [
    'a run that fails',
    { template: '{{.a}}', target: 'Labels' },
    {
      id: null,
      error: { stage: 'execute', message: 'template: out:1:2: executing "out" at <.a>: map has no entry for key "a"' },
    },
  ],
  [
    'a map that is none',
    { template: '- {{.a}}', data: { a: 'secret' }, scope: 'KeysAndValues' },
    {
      id: null,
      error: {
        stage: 'yaml',
        message: "could not unmarshal template to 'map[string][]byte': the output is no YAML map of strings",
      },
    },
  ],
  [
    'a value that does not decode',
    { template: 'k: {{.a}}', data: { a: 'secret!' }, scope: 'KeysAndValues', decodingStrategy: 'Base64URL' },
    { id: null, error: { stage: 'decode', message: 'failed to decode rendered template value for key k' } },
  ],
  ['a line that is no object', [], { id: null, error: { stage: 'request', message: 'the line is no JSON object' } }],
  ['no template', { id: 2 }, { id: 2, error: { stage: 'request', message: 'template is no string' } }],
  [
    'an unknown scope',
    { template: '', scope: 'All' },
    { id: null, error: { stage: 'request', message: 'scope is neither Values nor KeysAndValues' } },
  ],
  [
    'an unknown target',
    { template: '', target: 'Spec' },
    { id: null, error: { stage: 'request', message: 'target is none of Data, Labels and Annotations' } },
  ],
  [
    'an unknown strategy',
    { template: '', decodingStrategy: 'Hex' },
    { id: null, error: { stage: 'request', message: 'decodingStrategy is none of None, Base64, Base64URL and Auto' } },
  ],
  [
    'data that is no object',
    { template: '', data: [] },
    { id: null, error: { stage: 'request', message: 'data is no object' } },
  ],
  [
    'a number in data',
    { template: '', data: { a: 1 } },
    { id: null, error: { stage: 'request', message: 'a value of data is no string' } },
  ],
  [
    'a number in bytes',
    { template: '', dataBase64: { a: 1 } },
    { id: null, error: { stage: 'request', message: 'a value of dataBase64 is no string' } },
  ],
] as const;

describe('answerLine()', () => {
  test.each(cases)('answers %s', async (_name, line, answer) => {
    const { engine } = await engines.gotemplate();
    expect(await answerLine(line, engine, execution)).toEqual(answer);
  });
});
