import { AwsError } from './aws-error.ts';
import { pageOf } from './pages.ts';
import {
  type ParameterRecord,
  type ParameterSeed,
  type ParameterShelf,
  type ParameterVersion,
  seededParameter,
} from './parameter-record.ts';
import { parameterWrites } from './parameter-writes.ts';
import { type AwsRequest, listIn, textIn } from './request.ts';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/

interface Filter {
  readonly Key?: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

/** Parameter Store: its reads; the writes stand in `parameter-writes.ts`. */
export class ParameterStoreFake implements ParameterShelf {
  readonly parameters = new Map<string, ParameterRecord>();

  seed(seeds: readonly ParameterSeed[], region = 'us-east-1'): void {
    for (const seed of seeds) this.parameters.set(`${region} ${seed.name}`, seededParameter(seed, region));
  }

  answer(operation: string, request: AwsRequest): object {
    const reads: Record<string, (request: AwsRequest) => object> = {
      GetParameter: (asked) => this.#get(asked),
      GetParameters: (asked) => this.#getMany(asked),
      GetParametersByPath: (asked) => this.#byPath(asked),
      DescribeParameters: (asked) => this.#describe(asked),
      ListTagsForResource: (asked) => this.#tags(asked),
    };
    const handler = Object.hasOwn(reads, operation) ? reads[operation] : parameterWrites(this).get(operation);
    if (handler === undefined) throw new AwsError('UnknownOperationException');
    return handler(request);
  }

  /** Looks a version up by `name`, `name:3`, `name:label`, each also as an ARN. */
  find(id: string, region: string): { readonly parameter: ParameterRecord; readonly version: ParameterVersion } {
    const [name = '', selector] = id.replace(/^arn:aws:ssm:[^:]*:[^:]*:parameter(?=\/)/, '').split(':');
    const parameter = this.parameters.get(`${region} ${name}`) ?? this.parameters.get(`${region} ${name.slice(1)}`);
    if (parameter === undefined) throw new AwsError('ParameterNotFound', `Parameter ${id} not found.`);
    const version =
      selector === undefined
        ? parameter.versions.at(-1)
        : parameter.versions.find((other) => String(other.version) === selector || other.labels.includes(selector));
    if (version !== undefined) return { parameter, version };
    const code = /^[0-9]+$/.test(selector ?? '') ? 'ParameterVersionNotFound' : 'ParameterNotFound';
    throw new AwsError(code, `Systems Manager could not find version ${selector} of ${name}.`);
  }

  in(region: string): readonly ParameterRecord[] {
    return [...this.parameters.values()].filter((parameter) => parameter.region === region);
  }

  #get({ body, region }: AwsRequest): object {
    const id = textIn(body, 'Name') ?? '';
    const { parameter, version } = this.find(id, region);
    return { Parameter: shown(parameter, version, body['WithDecryption'] === true, id) };
  }

  #getMany({ body, region }: AwsRequest): object {
    const names = listIn<string>(body, 'Names');
    if (names.length > 10) {
      throw new AwsError('ValidationException', "Value at 'names' failed to satisfy constraint: at most 10.");
    }
    const found: object[] = [];
    const invalid: string[] = [];
    for (const name of [...names].sort()) {
      try {
        const { parameter, version } = this.find(name, region);
        found.push(shown(parameter, version, body['WithDecryption'] === true, name));
      } catch {
        invalid.push(name);
      }
    }
    return { Parameters: found, InvalidParameters: invalid };
  }

  #byPath({ body, region }: AwsRequest): object {
    const path = `${(textIn(body, 'Path') ?? '/').replace(/\/+$/, '')}/`;
    const below = this.in(region)
      .filter(({ name }) => (path === '/' ? true : name.startsWith(path)))
      .filter(({ name }) => body['Recursive'] === true || !name.slice(path.length).includes('/'));
    const { page, next } = pageOf(below, 10, textIn(body, 'NextToken'));
    return {
      Parameters: page.map((parameter) =>
        shown(parameter, parameter.versions.at(-1), body['WithDecryption'] === true, parameter.name),
      ),
      NextToken: next,
    };
  }

  #describe({ body, region }: AwsRequest): object {
    const filters = listIn<Filter>(body, 'ParameterFilters');
    const matches = this.in(region).filter((parameter) => filters.every((filter) => matchesFilter(parameter, filter)));
    const { page, next } = pageOf(matches, 10, textIn(body, 'NextToken'));
    return { Parameters: page.map(({ name }) => ({ Name: name })), NextToken: next };
  }

  #tags({ body, region }: AwsRequest): object {
    return {
      TagList: [...this.taggable(textIn(body, 'ResourceId'), region).tags].map(([Key, Value]) => ({ Key, Value })),
    };
  }

  taggable(id: string | undefined, region: string): ParameterRecord {
    try {
      return this.find(id ?? '', region).parameter;
    } catch {
      throw new AwsError('InvalidResourceId', 'The resource ID is not valid.');
    }
  }
}

function shown(
  parameter: ParameterRecord,
  version: ParameterVersion | undefined,
  decrypt: boolean,
  id: string,
): object {
  const selector = id.replace(/^arn:[^/]*/, '').split(':')[1];
  return {
    Name: parameter.name,
    Type: version?.type,
    Value: version?.type === 'SecureString' && !decrypt ? `encrypted:${version.value}` : version?.value,
    Version: version?.version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    ARN: `arn:aws:ssm:${parameter.region}:123456789012:parameter/${parameter.name.replace(/^\//, '')}`,
  };
}

function matchesFilter(parameter: ParameterRecord, { Key = '', Option, Values = [] }: Filter): boolean {
  if (Key.startsWith('tag:')) return Values.some((value) => parameter.tags.get(Key.slice(4)) === value);
  if (Key !== 'Path') throw new AwsError('InvalidFilterKey');
  const name = `/${parameter.name.replace(/^\//, '')}`;
  return Values.some((value) => {
    const path = `${value.replace(/\/+$/, '')}/`;
    return name.startsWith(path) && (Option === 'Recursive' || !name.slice(path.length).includes('/'));
  });
}
