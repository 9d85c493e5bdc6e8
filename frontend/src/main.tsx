import { i18n } from "@lingui/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app/tokens.css";
import "./app/base.css";
import { App } from "./app/App";
import { createPortalRouter } from "./app/routes";
import { messages } from "./locales/en/messages.po";

i18n.loadAndActivate({ locale: "en", messages });

const element = document.getElementById("app");
if (!element) throw new Error("index.html has no #app");
createRoot(element).render(
  <StrictMode>
    <App router={createPortalRouter()} />
  </StrictMode>,
);
