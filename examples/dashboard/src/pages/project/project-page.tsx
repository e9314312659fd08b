/** Project. */
export function ProjectPage() {
  return (
    <div className="page stack">
      <h1>Project</h1>
    </div>
  )
}
