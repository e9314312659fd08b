import { tinyConnector, tinyPlugin } from './tiny-connector.ts'

/** The plugin without a fault, as its module exports it. */
export default tinyPlugin(tinyConnector())
