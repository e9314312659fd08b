import { toResolution } from '../map/field-definitions.ts'
import { wordStream } from './word-stream.ts'

/** Why issues ended, in the words of the site. */
export const resolutionStream = wordStream({ of: 'resolution', map: toResolution })
