/** How the OpenAPI description mentions what plugins answer; their paths are their own. */
export function pluginRoutesPath(
  baseUrl: string,
  routes: readonly { readonly plugin: string; readonly role: string }[],
) {
  const named = routes.map(({ plugin, role }) => `${plugin} (${role})`).join(', ')
  const operation = {
    tags: ['plugins'],
    summary: 'Whatever a plugin answers below its own mount',
    description: `Plugins with a route answer here, each for callers of at least its own role. Here: ${named === '' ? 'none' : named}.`,
    security: [{ Authorization: [] }],
    servers: [{ url: baseUrl }],
    parameters: ['plugin', 'path'].map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    responses: {
      200: { description: 'What the plugin says', content: { '*/*': { schema: {} } } },
      401: { description: 'No valid token' },
      403: { description: 'The token has not the role that the route asks for' },
      404: { description: 'There is no such plugin, or it has no route' },
      502: { description: 'The plugin failed' },
      503: { description: 'The plugin is switched off or kept out' },
      504: { description: 'The plugin did not answer in time' },
    },
  }
  return {
    '/plugins/{plugin}/{path}': {
      get: { operationId: 'plugins-route', ...operation },
      post: { operationId: 'plugins-route-post', ...operation },
    },
  }
}
