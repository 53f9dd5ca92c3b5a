// The five usual ways to configure CORS in Express, one path each. Prints its port when it listens.
const express = require("express");
const cors = require("cors");

const app = express();
const allowed = ["https://myapp.com", "https://admin.myapp.com"];
const answer = (_request, response) => response.json({ ok: true });

// 1. Everybody, without credentials.
const everybody = express.Router();
everybody.use((_request, response, next) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  next();
});
everybody.all("/items", answer);
app.use("/wildcard", everybody);

// 2. A list of origins.
const listed = express.Router();
listed.use((request, response, next) => {
  if (allowed.includes(request.headers.origin)) {
    response.setHeader("Access-Control-Allow-Origin", request.headers.origin);
    response.setHeader("Vary", "Origin");
  }
  next();
});
listed.get("/items", answer);
app.use("/specific", listed);

// 3. A list of origins with credentials, by the middleware.
const credentials = express.Router();
credentials.use(
  cors({
    origin: (origin, callback) =>
      allowed.includes(origin) ? callback(null, true) : callback(new Error("refused")),
    credentials: true,
  }),
);
credentials.all("/items", answer);
app.use("/credentials", credentials);

// 4. A preflight handler of one's own, for part of the paths only.
app.options("/api/*", (request, response) => {
  const origin = request.headers.origin;
  if (!allowed.includes(origin)) return response.sendStatus(403);
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,PATCH");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type,Authorization,X-Request-ID");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Max-Age", "86400");
  response.setHeader("Vary", "Origin");
  return response.sendStatus(204);
});
app.all("/api/items", cors({ origin: allowed, credentials: true }), answer);
app.options("/every/*", cors());
app.all("/every/items", cors(), answer);

// 5. More headers for script to read.
app.get("/expose/items", cors({ origin: "*" }), (_request, response) => {
  response.setHeader("Access-Control-Expose-Headers", "X-Total-Count, X-Request-Id");
  response.setHeader("X-Total-Count", "42");
  response.setHeader("X-Request-Id", "7");
  response.setHeader("X-Secret", "no");
  response.json([]);
});

const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
