export { parseJson, toJson } from './parse-json.ts'
export {
  asVerbatim,
  isVerbatim,
  verbatim,
  verbatimAt,
  verbatimElements,
  verbatimObject,
  type Verbatim,
} from './verbatim.ts'
