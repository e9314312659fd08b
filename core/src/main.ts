/**
 * The way in of the process: the command line, and behind it the server, which is loaded where a command opens one. Most
 * commands speak to a server that runs already, and answer sooner without the code of another.
 * @module
 */
import { processTerminal, runCli } from './cli/index.ts'

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    openApp: async (options) => (await import('./open-app.ts')).openApp(options),
    variables: process.env,
    terminal: processTerminal(),
  })
}

// Not awaited: a config file imports this package, and would wait for this module while it waits for the file.
if (import.meta.main) void main()
