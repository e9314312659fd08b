import { HEAD, HOURS, INDEX_AT, PARTS, PATTERN_AFTER, PATTERN_BEFORE, ROWS_AT } from './calendar-table.ts'
import type { CalendarTable } from './calendar-table.ts'

/**
 * One table of many calendars: the calendar at place n of `tables` has the number n. With `shared` its arrays
 * lie on SharedArrayBuffers, which threads use without copying.
 */
export function joinTables(
  tables: readonly CalendarTable[],
  { shared = false }: { readonly shared?: boolean } = {},
): CalendarTable {
  const ints = (pick: (table: CalendarTable) => Int32Array): Int32Array =>
    joined(tables.map(pick), (length) => intArray(length, shared))
  const floats = (pick: (table: CalendarTable) => Float64Array): Float64Array =>
    joined(tables.map(pick), (length) => floatArray(length, shared))
  const table: CalendarTable = {
    size: tables.reduce((sum, { size }) => sum + size, 0),
    heads: ints(({ heads }) => heads),
    rowWork: floats(({ rowWork }) => rowWork),
    rowPattern: ints(({ rowPattern }) => rowPattern),
    rowIndex: ints(({ rowIndex }) => rowIndex),
    stepsPerMinute: floats(({ stepsPerMinute }) => stepsPerMinute),
    // Each part's closing entry is the next part's first one; kept, it would shift all numbers by one a part.
    patternSegments: ints(({ patternSegments }) => patternSegments.subarray(0, -1)),
    patternWork: floats(({ patternWork }) => patternWork),
    partsPerMinute: floats(({ partsPerMinute }) => partsPerMinute),
    partSegment: ints(({ partSegment }) => partSegment),
    hourSegment: ints(({ hourSegment }) => hourSegment),
    segmentStart: floats(({ segmentStart }) => segmentStart),
    segmentEnd: floats(({ segmentEnd }) => segmentEnd),
    segmentWork: floats(({ segmentWork }) => segmentWork),
  }
  return shiftNumbers(table, tables, shared)
}

function shiftNumbers(
  joinedTable: CalendarTable,
  tables: readonly CalendarTable[],
  shared: boolean,
): CalendarTable {
  const { heads, rowPattern, hourSegment, partSegment } = joinedTable
  const patterns = joinedTable.patternWork.length
  const patternSegments = intArray(patterns + 1, shared)
  patternSegments.set(joinedTable.patternSegments)
  patternSegments[patterns] = joinedTable.segmentStart.length
  let [head, rowsAt, indexAt, pattern, segment] = [0, 0, 0, 0, 0]
  for (const part of tables) {
    for (let calendar = 0; calendar < part.size; calendar++, head += HEAD) {
      add(heads, head + ROWS_AT, rowsAt)
      add(heads, head + INDEX_AT, indexAt)
      add(heads, head + PATTERN_BEFORE, pattern)
      add(heads, head + PATTERN_AFTER, pattern)
    }
    for (let at = 0; at < part.rowPattern.length; at++) add(rowPattern, rowsAt + at, pattern)
    for (let at = 0; at < part.patternWork.length; at++) add(patternSegments, pattern + at, segment)
    for (let at = 0; at < part.partSegment.length; at++) add(partSegment, pattern * PARTS + at, segment)
    for (let at = 0; at < part.hourSegment.length; at++) add(hourSegment, pattern * HOURS + at, segment)
    rowsAt += part.rowWork.length
    indexAt += part.rowIndex.length
    pattern += part.patternWork.length
    segment += part.segmentStart.length
  }
  return { ...joinedTable, patternSegments }
}

function add(array: Int32Array, at: number, more: number): void {
  array[at] = (array[at] ?? 0) + more
}

function joined<A extends Int32Array | Float64Array>(parts: readonly A[], make: (length: number) => A): A {
  const whole = make(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function intArray(length: number, shared: boolean): Int32Array {
  return shared ? new Int32Array(new SharedArrayBuffer(length * 4)) : new Int32Array(length)
}

function floatArray(length: number, shared: boolean): Float64Array {
  return shared ? new Float64Array(new SharedArrayBuffer(length * 8)) : new Float64Array(length)
}
