export { parseJson, toJson } from './parse-json.ts'
export { verbatim, verbatimAt, verbatimElements, verbatimObject } from './verbatim-elements.ts'
export { asVerbatim, isVerbatim, type Verbatim } from './verbatim.ts'
