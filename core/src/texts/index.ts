/** Texts of others on their way out: what no reader, terminal or line can be steered by. */
export { jsonText } from './json-text.ts'
export { shortened } from './shortened.ts'
export { oneLine, withoutSteering } from './steering.ts'
