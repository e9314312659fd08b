import { tinyConnector, tinyPlugin } from '../../support/tiny-connector.ts'

/** A module that looks at the environment when it is imported. */
export const home = process.env['HOME'] ?? ''

export default tinyPlugin(tinyConnector())
