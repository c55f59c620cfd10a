using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebChat.Browser.Tests;

/// <summary>The sample's page, in a browser context of its own, used as a person does.</summary>
internal sealed class Page
{
    private readonly DevTools _devTools;
    private readonly string _session;
    private readonly string _address;

    private Page(DevTools devTools, string session, string address)
    {
        _devTools = devTools;
        _session = session;
        _address = address;
    }

    public static async Task<Page> OpenAsync(DevTools devTools, string address)
    {
        JsonNode context = await devTools.SendAsync("Target.createBrowserContext");
        JsonNode target = await devTools.SendAsync("Target.createTarget", new JsonObject
        {
            ["url"] = "about:blank",
            ["browserContextId"] = context["browserContextId"]!.GetValue<string>(),
            ["width"] = 900,
            ["height"] = 900,
        });
        JsonNode attached = await devTools.SendAsync(
            "Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        Page page = new(devTools, attached["sessionId"]!.GetValue<string>(), address);
        await page.ReloadAsync();
        return page;
    }

    /// <summary>Loads the page anew, and waits until its script has run.</summary>
    public async Task ReloadAsync()
    {
        await EvaluateAsync("document.body.dataset.old = 'true'");
        await SendAsync("Page.navigate", new JsonObject { ["url"] = _address });
        await WaitForAsync("document.readyState === 'complete' && !document.body.dataset.old && document.body.dataset.busy === 'false'");
    }

    /// <summary>Types a question and presses Enter.</summary>
    public async Task AskAsync(string question)
    {
        await EvaluateAsync("document.getElementById('question').focus()");
        await SendAsync("Input.insertText", new JsonObject { ["text"] = question });
        foreach (string type in new[] { "keyDown", "keyUp" })
        {
            await SendAsync("Input.dispatchKeyEvent", new JsonObject
            {
                ["type"] = type,
                ["key"] = "Enter",
                ["code"] = "Enter",
                ["text"] = type == "keyDown" ? "\r" : "",
                ["windowsVirtualKeyCode"] = 13,
            });
        }
    }

    /// <summary>Asks, and waits for the end of the answer, whatever it is.</summary>
    public async Task AskToTheEndAsync(string question)
    {
        int messages = int.Parse(await EvaluateAsync("document.querySelectorAll('.user').length"), null);
        await AskAsync(question);
        await WaitForAsync($"document.querySelectorAll('.user').length > {messages} && document.body.dataset.busy === 'false'");
    }

    public Task ClickAsync(string id) => EvaluateAsync($"document.getElementById('{id}').click()");

    public Task<string> TextAsync(string selector) => EvaluateAsync($"[...document.querySelectorAll({JsonSerializer.Serialize(selector)})].map(node => node.innerText).join('|')");

    public Task<string> CountAsync(string selector) => EvaluateAsync($"document.querySelectorAll({JsonSerializer.Serialize(selector)}).length");

    /// <summary>Waits until an expression is true, a minute at most.</summary>
    public async Task WaitForAsync(string condition)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); await EvaluateAsync($"String(Boolean({condition}))") != "true"; await Task.Delay(25))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"'{condition}' did not become true. The page shows: {await EvaluateAsync("document.body.innerText")}");
            }
        }
    }

    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }))["data"]!.GetValue<string>());

    private async Task<string> EvaluateAsync(string expression)
    {
        JsonNode result = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        return result["exceptionDetails"] is { } fault ? throw new InvalidOperationException(fault.ToJsonString()) : result["result"]?["value"]?.ToString() ?? string.Empty;
    }

    private Task<JsonNode> SendAsync(string method, JsonObject parameters) => _devTools.SendAsync(method, parameters, _session);
}
