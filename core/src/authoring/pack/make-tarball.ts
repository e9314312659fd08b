import { join } from 'node:path'
import { PmoError } from '../../config/index.ts'
import { runTool, type ToolResult } from './run-tool.ts'

/** npm's own limit for a reply that names the file. */
function fileNameIn({ stdout }: ToolResult): string | undefined {
  const value: unknown = JSON.parse(stdout.slice(stdout.search(/[[{]/)))
  // One entry a package: as a list, or by name, depending on npm's version.
  const [first] = Array.isArray(value) ? value : Object.values(value as object)
  return typeof first === 'object' && first !== null && 'filename' in first
    ? String(first.filename).replace('@', '').replace('/', '-')
    : undefined
}

/**
 * Packs a folder as npm publishes it.
 * @returns absolute path of the tarball
 * @throws PmoError `invalid-request` with what npm says; AbortError
 */
export async function makeTarball(folder: string, destination: string, signal: AbortSignal): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination]
  const done = await runTool('npm', args, { cwd: folder, signal }).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw new PmoError(
      'invalid-request',
      'npm could not be started, which makes the tarball; install it with Node.',
      {
        cause,
      },
    )
  })
  const file = done.ok ? fileNameIn(done) : undefined
  if (file === undefined) {
    throw new PmoError('invalid-request', `npm could not make the tarball:\n${done.printed.trim()}`)
  }
  return join(destination, file)
}
