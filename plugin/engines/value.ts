// The values of templates are Go's own (`go/fmt` prints them too), so they live there; functions find them here.
export {
  type CallContext,
  FunctionError,
  GoComplex,
  type GoFunction,
  GoInt,
  GoList,
  GoMap,
  GoObject,
  GoPointer,
  type GoType,
  type IntKind,
  UncallableError,
  type Value,
} from '../go/value.ts';
