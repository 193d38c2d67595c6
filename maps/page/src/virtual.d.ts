declare module "virtual:icons" {
  const outlines: Record<string, string>;
  export default outlines;
}

declare module "virtual:pins" {
  const outlines: Record<string, string>;
  export default outlines;
}
