import { tinyConnector, tinyPlugin } from '../../support/tiny-connector.ts'

// A module that begins to work when it is imported.
setInterval(() => undefined, 60_000)

export default tinyPlugin(tinyConnector())
