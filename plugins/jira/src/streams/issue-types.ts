import { toIssueType } from '../map/field-definitions.ts'
import { wordStream } from './word-stream.ts'

/** The types of issues, with their level. */
export const issueTypeStream = wordStream({ of: 'issuetype', map: toIssueType })
