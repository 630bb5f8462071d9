import { templateError } from '../../errors/template.ts';
import type { Bytes } from '../../go/byte-string.ts';
import type { Place } from '../../model/place.ts';
