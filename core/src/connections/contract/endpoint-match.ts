import type { ManifestEndpoint } from '@headless-pmo/sdk'

/** One request as far as a contract can know it. */
export interface Asked {
  readonly method: string
  readonly url: string
  /** Name of the GraphQL operation, where the body has one. */
  readonly operation?: string
}

/** Finds the endpoint of a contract that a request asks. */
export class EndpointMatch {
  readonly #bases: readonly URL[]
  readonly #endpoints: readonly { readonly endpoint: ManifestEndpoint; readonly path: RegExp }[]
  /** Steps of paths that the contract itself names: those are no words of the tenant. */
  readonly #known: ReadonlySet<string>

  /** @param egress addresses that the connection's requests go to */
  constructor(contract: readonly ManifestEndpoint[], egress: readonly string[]) {
    this.#bases = egress
      .flatMap((address) => (URL.canParse(address) ? [new URL(address)] : []))
      .toSorted((a, b) => b.pathname.length - a.pathname.length)
    this.#endpoints = contract.map((endpoint) => ({ endpoint, path: pattern(endpoint.path) }))
    this.#known = new Set(
      contract.flatMap(({ path }) => path.split('/')).filter((step) => step !== '' && !step.includes('{')),
    )
  }

  /** The first endpoint that fits, as the contract says. */
  find({ method, url, operation }: Asked): ManifestEndpoint | undefined {
    const paths = this.#pathsOf(new URL(url))
    return this.#endpoints.find(
      ({ endpoint, path }) =>
        endpoint.method === method &&
        (endpoint.operation === undefined || endpoint.operation === operation) &&
        paths.some((candidate) => path.test(candidate)),
    )?.endpoint
  }

  /** What may be shown of a request that no endpoint fits: steps that the contract knows, and a star for each other one. */
  shown({ method, url }: Asked): string {
    const steps = new URL(url).pathname
      .split('/')
      .map((step) => (step === '' || this.#known.has(step) ? step : '*'))
    return `${method} ${steps.join('/')}`
  }

  /** The path behind each address that the request is under; an address of its own is known by its last step. */
  #pathsOf(url: URL): string[] {
    return this.#bases.flatMap((base) => {
      const root = base.pathname.replace(/\/$/, '')
      if (base.origin !== url.origin) return []
      if (url.pathname === root) return ['/', root.slice(root.lastIndexOf('/'))]
      return url.pathname.startsWith(`${root}/`) ? [url.pathname.slice(root.length)] : []
    })
  }
}

function pattern(path: string): RegExp {
  const source = path
    .replace(/\/$/, '')
    .split(/(\{[^{}]*\})/)
    .map((piece) => (piece.startsWith('{') ? '[^/]+' : piece.replace(/[$()*+.?[\\\]^|]/g, '\\$&')))
    .join('')
  return new RegExp(`^${source}/?$`)
}
