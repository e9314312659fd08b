import { toStatus } from '../map/status.ts'
import { wordStream } from './word-stream.ts'

/** What the words of status mean; some hold in one project alone. */
export const statusStream = wordStream({ of: 'status', map: toStatus })
