// Pages of the console are plain documents until a page gains by scripts: live screens come with theirs.
export const csr = false;
