/** Whose fields a plan numbers apart. */
export type FieldOwner = 'task' | 'resource' | 'assignment'
/** What a field holds, in the number that plans state it by (CFType), see `TYPE_NUMBERS`. */
export type FieldType =
  | 'text'
  | 'number'
  | 'date'
  | 'flag'
  | 'cost'
  | 'duration'
  | 'start'
  | 'finish'
  | 'code'

/** First numbers of the three owners, and what their fields are called in front. */
export const OWNERS: Readonly<Record<FieldOwner, { readonly base: number; readonly prefix: string }>> = {
  task: { base: 0x0b400000, prefix: '' },
  resource: { base: 0x0c400000, prefix: 'Resource ' },
  assignment: { base: 0x0f400000, prefix: 'Assignment ' },
}

/** Microsoft's numbers of types (CFType). Outline codes are texts with a table. */
export const TYPE_NUMBERS: Readonly<Record<FieldType, number>> = {
  cost: 0,
  date: 1,
  duration: 2,
  finish: 3,
  flag: 4,
  number: 5,
  start: 6,
  text: 7,
  code: 7,
}

/** The fields that every plan has: the numbers of Microsoft's PjCustomField in order, as lists with ranges. */
const NUMBERS: Readonly<Record<FieldOwner, readonly (readonly [string, FieldType, string])[]>> = {
  task: [
    ['Text', 'text', '51 54 57 60 63 66-70 317-336'],
    ['Start', 'start', '52 55 58 61 64 282 284 286 288 290'],
    ['Finish', 'finish', '53 56 59 62 65 283 285 287 289 291'],
    ['Flag', 'flag', '72-81 292-301'],
    ['Number', 'number', '87-91 302-316'],
    ['Duration', 'duration', '103-105 275-281'],
    ['Cost', 'cost', '106-108 258-264'],
    ['Date', 'date', '265-274'],
    ['Outline Code', 'code', '416 418 420 422 424 426 428 430 432 434'],
  ],
  resource: [
    ['Text', 'text', '8 9 30-32 97-101 225-244'],
    ['Start', 'start', '102-106 220-224'],
    ['Finish', 'finish', '107-111 190-194'],
    ['Number', 'number', '112-116 205-219'],
    ['Duration', 'duration', '117-119 183-189'],
    ['Cost', 'cost', '123-125 166-172'],
    ['Flag', 'flag', '127-135 126 195-204'],
    ['Date', 'date', '173-182'],
    ['Outline Code', 'code', '278 280 282 284 286 288 290 292 294 296'],
  ],
  assignment: [
    ['Text', 'text', '88-97 218-237'],
    ['Start', 'start', '98-102 213-217'],
    ['Finish', 'finish', '103-107 183-187'],
    ['Number', 'number', '108-112 198-212'],
    ['Duration', 'duration', '113-115 176-182'],
    ['Cost', 'cost', '119-121 159-165'],
    ['Flag', 'flag', '123-131 122 188-197'],
    ['Date', 'date', '166-175'],
  ],
}

/** A field that every plan has. */
export interface LocalField {
  readonly id: string
  /** `Text1`, `Resource Text1`, `Assignment Text1`. */
  readonly key: string
  readonly type: FieldType
  readonly owner: FieldOwner
}

/** All of them, in order. */
export const LOCAL_FIELDS: readonly LocalField[] = (Object.keys(NUMBERS) as FieldOwner[]).flatMap((owner) =>
  NUMBERS[owner].flatMap(([name, type, numbers]) =>
    numbers
      .split(' ')
      .flatMap(range)
      .map((number, index) => ({
        id: String(OWNERS[owner].base + number),
        key: `${OWNERS[owner].prefix}${name}${index + 1}`,
        type,
        owner,
      })),
  ),
)

function range(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
