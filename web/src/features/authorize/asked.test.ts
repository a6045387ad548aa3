import { describe, expect, it } from "vitest";
import type { PublicApplication } from "../../wire/applications";
import { installChoices, needsGuild, nextAddress, readAsked } from "./asked";

const application: PublicApplication = {
  id: "7", name: "Tide", icon: null, description: "", bot_public: true, bot_require_code_grant: false, verify_key: "", flags: 0,
  integration_types_config: { "0": { oauth2_install_params: { scopes: ["bot"], permissions: "2048" } }, "1": { oauth2_install_params: { scopes: ["applications.commands"], permissions: "0" } } },
};
const params = (text: string) => new URLSearchParams(text);

describe("what a link asks for", () => {
  it("is what the application says when the link says nothing", () => {
    const asked = readAsked(params("client_id=7"), application, "0");
    expect(asked?.scopes).toEqual(["bot"]);
    expect(asked?.permissions).toBe(2048n);
    expect(needsGuild(["bot"], "0")).toBe(true);
    expect(needsGuild(["applications.commands"], "1")).toBe(false);
    expect(needsGuild(["identify"], "0")).toBe(false);
    expect(readAsked(params("client_id=7"), { ...application, integration_types_config: {} }, "0")).toBeNull();
  });

  it("is the link's own words when it has some", () => {
    const asked = readAsked(params("client_id=7&scope=bot+identify&permissions=8&guild_id=3&disable_guild_select=true"), application, "0");
    expect(asked?.scopes).toEqual(["bot", "identify"]);
    expect(asked?.permissions).toBe(8n);
    expect(asked?.isGuildFixed).toBe(true);
    expect(params(asked?.query ?? "").has("guild_id")).toBe(false);
  });

  it("gives no permissions without a bot, and none for what is no number", () => {
    expect(readAsked(params("client_id=7&scope=identify&permissions=8"), application, "0")?.permissions).toBe(0n);
    expect(readAsked(params("client_id=7&scope=bot&permissions=8e9"), application, "0")?.permissions).toBe(0n);
  });

  it("keeps what only the asker understands", () => {
    const asked = readAsked(params("client_id=7&scope=identify&response_type=code&redirect_uri=https%3A%2F%2Fa.b%2Fc&state=x%26y&code_challenge=q&code_challenge_method=S256"), application, "0");
    const query = params(asked?.query ?? "");
    expect(query.get("state")).toBe("x&y");
    expect(query.get("code_challenge")).toBe("q");
    expect(query.get("redirect_uri")).toBe("https://a.b/c");
  });

  it("offers a choice only where there is one", () => {
    expect(installChoices(params("client_id=7"), application)).toEqual(["0", "1"]);
    expect(installChoices(params("client_id=7&integration_type=1"), application)).toEqual([]);
    expect(installChoices(params("client_id=7&scope=bot"), application)).toEqual([]);
    expect(params(readAsked(params("client_id=7"), application, "1")?.query ?? "").get("integration_type")).toBe("1");
    expect(params(readAsked(params("client_id=7&scope=identify"), application, null)?.query ?? "").has("integration_type")).toBe(false);
  });
});

describe("where the answer goes", () => {
  it("is the asker's address, unless that is this house's own page", () => {
    expect(nextAddress("https://a.b/c?code=1", "https://house.example")).toBe("https://a.b/c?code=1");
    expect(nextAddress("myapp://done?code=1", "https://house.example")).toBe("myapp://done?code=1");
    expect(nextAddress("https://house.example/oauth2/authorized?guild_id=1", "https://house.example")).toBeNull();
  });

  it("is never a script", () => {
    expect(nextAddress("javascript:alert(1)", "https://house.example")).toBeNull();
    expect(nextAddress("data:text/html,x", "https://house.example")).toBeNull();
    expect(nextAddress("http://[", "https://house.example")).toBeNull();
  });
});
