// Citizen pages are plain documents; a page that gains by scripts says so for itself.
export const csr = false;
