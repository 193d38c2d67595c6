// <event-map src="map.html" event="…">picture and link for readers without scripts</event-map>

customElements.define(
  "event-map",
  class extends HTMLElement {
    private frame: HTMLIFrameElement | null = null;
    private readonly listen = (message: MessageEvent): void => {
      if (!this.frame || message.source !== this.frame.contentWindow || message.data?.type !== "araxes:height") return;
      const height = Number(message.data.height);
      if (height >= 200 && height <= 1600 && !this.hasAttribute("height")) this.frame.style.height = `${height}px`;
    };

    connectedCallback(): void {
      if (this.frame) return;
      const frame = (this.frame = document.createElement("iframe"));
      const event = this.getAttribute("event");
      frame.src = (this.getAttribute("src") ?? "") + (event ? `#event=${encodeURIComponent(event)}` : "");
      frame.title = this.getAttribute("title") ?? "Event map";
      frame.loading = "lazy";
      frame.allow = "fullscreen";
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
      Object.assign(frame.style, { width: "100%", border: "0", display: "block", height: `${this.getAttribute("height") ?? 480}px` });
      addEventListener("message", this.listen);
      this.replaceChildren(frame);
    }

    disconnectedCallback(): void {
      removeEventListener("message", this.listen);
    }
  },
);
