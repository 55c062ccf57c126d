"use strict";
// Routes are listed, schemas folded. validatorUrl null: no badge from swagger.io; nothing on this
// page comes from outside.
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
});
