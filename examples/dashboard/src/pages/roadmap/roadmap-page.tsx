/** Roadmap. */
export function RoadmapPage() {
  return (
    <div className="page stack">
      <h1>Roadmap</h1>
    </div>
  )
}
