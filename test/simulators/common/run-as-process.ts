/** What runs and can be ended. */
interface Closable {
  close(): Promise<void>
}

/**
 * Tells in one line of JSON that a simulator is ready, and ends it with the process: on SIGTERM, on SIGINT, and, where
 * asked for, when standard input closes, which it does however the parent ends.
 */
export const runAsProcess = (
  simulator: Closable,
  told: Readonly<Record<string, string>>,
  options: { readonly endWithStdin: boolean },
): void => {
  let ending = false
  const end = (): void => {
    if (ending) return
    ending = true
    void simulator.close().finally(() => process.exit(0))
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (options.endWithStdin) {
    process.stdin.on('end', end).on('close', end)
    process.stdin.resume()
  }
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
