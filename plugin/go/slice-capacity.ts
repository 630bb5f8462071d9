// The sizes in which Go's allocator gives memory out (runtime/sizeclasses.go), up to the largest class.
const classes = [
  ...[
    8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480,
  ],
  ...[512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864],
  ...[
    5120, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480,
  ],
  ...[21760, 24576, 27264, 28672, 32768],
];
const page = 8192;
const slowerFrom = 256;

/** Sizes of Go's elements in bytes: interfaces and strings have two words, integers one. */
const widths = new Map([['[]int', 8]]);

/**
 * Gives the room of a Go slice that was appended to one by one; slicing may reach into it.
 *
 * @param from - Its room at the start.
 * @remarks Go: growslice in runtime/slice.go.
 */
export function appendedCapacity(count: number, typeName: string, from = 0): number {
  let capacity = from;
  while (capacity < count) capacity = grownCapacity(capacity, capacity + 1, typeName);
  return capacity;
}

/** Gives the room of a slice after one append for which it was too small. */
export function grownCapacity(before: number, needed: number, typeName: string): number {
  const width = widths.get(typeName) ?? 16;
  return Math.floor(roundUp(wantedCapacity(before, needed) * width) / width);
}

function wantedCapacity(before: number, needed: number): number {
  if (needed > before * 2) return needed;
  if (before < slowerFrom) return before * 2;
  let capacity = before;
  while (capacity < needed) capacity += (capacity + 3 * slowerFrom) >> 2;
  return capacity;
}

function roundUp(bytes: number): number {
  return classes.find((size) => size >= bytes) ?? Math.ceil(bytes / page) * page;
}
