import { tinyConnector, tinyPlugin } from '../../support/tiny-connector.ts'

// A module that writes to the output when it is imported.
process.stdout.write('Tiny is here.\n')

export default tinyPlugin(tinyConnector())
