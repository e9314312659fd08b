import type { CustomFieldMeaning, CustomFieldType } from './custom-field-meaning.ts'

/** Numbers of the fields of one kind in their order: single ones, and ranges with both ends. */
type Numbers = readonly (number | readonly [number, number])[]

interface Owner {
  readonly base: number
  readonly prefix: string
  readonly fields: Readonly<Record<string, Numbers>>
}

/**
 * The custom fields that every plan has, by their fixed numbers (Microsoft's PjCustomField). Project writes
 * their values without a definition unless somebody renamed the field.
 */
const OWNERS: readonly Owner[] = [
  {
    base: 0x0b400000,
    prefix: '',
    fields: {
      Text: [51, 54, 57, 60, 63, [66, 70], [317, 336]],
      Start: [52, 55, 58, 61, 64, 282, 284, 286, 288, 290],
      Finish: [53, 56, 59, 62, 65, 283, 285, 287, 289, 291],
      Flag: [
        [72, 81],
        [292, 301],
      ],
      Number: [
        [87, 91],
        [302, 316],
      ],
      Duration: [
        [103, 105],
        [275, 281],
      ],
      Cost: [
        [106, 108],
        [258, 264],
      ],
      Date: [[265, 274]],
      'Outline Code': [416, 418, 420, 422, 424, 426, 428, 430, 432, 434],
    },
  },
  {
    base: 0x0c400000,
    prefix: 'Resource ',
    fields: {
      Text: [8, 9, [30, 32], [97, 101], [225, 244]],
      Start: [
        [102, 106],
        [220, 224],
      ],
      Finish: [
        [107, 111],
        [190, 194],
      ],
      Number: [
        [112, 116],
        [205, 219],
      ],
      Duration: [
        [117, 119],
        [183, 189],
      ],
      Cost: [
        [123, 125],
        [166, 172],
      ],
      Flag: [[127, 135], 126, [195, 204]],
      Date: [[173, 182]],
      'Outline Code': [278, 280, 282, 284, 286, 288, 290, 292, 294, 296],
    },
  },
  {
    base: 0x0f400000,
    prefix: 'Assignment ',
    fields: {
      Text: [
        [88, 97],
        [218, 237],
      ],
      Start: [
        [98, 102],
        [213, 217],
      ],
      Finish: [
        [103, 107],
        [183, 187],
      ],
      Number: [
        [108, 112],
        [198, 212],
      ],
      Duration: [
        [113, 115],
        [176, 182],
      ],
      Cost: [
        [119, 121],
        [159, 165],
      ],
      Flag: [[123, 131], 122, [188, 197]],
      Date: [[166, 175]],
    },
  },
]

const TYPES: Readonly<Record<string, CustomFieldType>> = {
  Text: 'text',
  Start: 'date',
  Finish: 'date',
  Date: 'date',
  Flag: 'flag',
  Number: 'number',
  Duration: 'duration',
  Cost: 'cost',
  'Outline Code': 'code',
}

const BY_ID: ReadonlyMap<string, CustomFieldMeaning> = new Map(OWNERS.flatMap(meaningsOf))

/**
 * Key and type of a field that every plan has: `Text1` of tasks, `Resource Text1`, `Assignment Text1`.
 * Undefined for an enterprise field, which only the plan itself explains.
 */
export function localField(id: string): CustomFieldMeaning | undefined {
  return BY_ID.get(id)
}

/** Whose field an id is, as the front of its key: the upper half of the number tells. */
export function ownerPrefix(id: string): string {
  const number = Number(id)
  return OWNERS.find(({ base }) => number >= base && number < base + 0x10000)?.prefix ?? ''
}

function meaningsOf({ base, prefix, fields }: Owner): (readonly [string, CustomFieldMeaning])[] {
  return Object.entries(fields).flatMap(([name, numbers]) =>
    numbers
      .flatMap((number) => (typeof number === 'number' ? [number] : range(number)))
      .map((number, index) => [
        String(base + number),
        { key: `${prefix}${name}${index + 1}`, type: TYPES[name] ?? 'text' },
      ]),
  )
}

function range([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
