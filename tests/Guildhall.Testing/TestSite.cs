using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Testing;

/// <summary>A website of a test's own, on a free port of this machine.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private TestSite(WebApplication app) => _app = app;

    /// <summary>Where it is; with a slash at the end.</summary>
    public Uri Address => new(_app.Urls.First() + "/");

    /// <summary>How often it was asked for something.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts a site that answers everything by one function.</summary>
    public static async Task<TestSite> Start(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var site = new TestSite(builder.Build());
        site._app.Run(http =>
        {
            Interlocked.Increment(ref site._requests);
            return answer(http);
        });
        await site._app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
