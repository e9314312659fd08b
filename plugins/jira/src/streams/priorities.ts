import { toPriority } from '../map/field-definitions.ts'
import { wordStream } from './word-stream.ts'

/** The priorities of the site. */
export const priorityStream = wordStream({ of: 'priority', map: toPriority })
