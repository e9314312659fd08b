/** Arrays on memory that all threads see. */
export function sharedFloats(length: number, fill = 0): Float64Array {
  const array = new Float64Array(new SharedArrayBuffer(length * 8))
  return fill === 0 ? array : array.fill(fill)
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4))
}

export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length))
}

/** A shared copy of a list. */
export function sharedIntsOf(values: readonly number[] | Int32Array): Int32Array {
  const array = sharedInts(values.length)
  array.set(values)
  return array
}

export function sharedBytesOf(values: readonly number[]): Uint8Array {
  const array = sharedBytes(values.length)
  array.set(values)
  return array
}
