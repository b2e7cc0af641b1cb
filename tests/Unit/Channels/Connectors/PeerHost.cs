using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>One request as a marketplace saw it.</summary>
internal sealed record Heard(string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}

/// <summary>What the marketplace answers; <paramref name="DeclaredLength"/> above the body's cuts the line in the middle of it.</summary>
internal sealed record Said(int Status, string Body, string ContentType = "application/json")
{
    public string? RetryAfter { get; init; }
    public DateTimeOffset? Date { get; init; }
    public bool IsCut { get; init; }
}

/// <summary>A marketplace on loopback: answers as it is told, remembers what it was asked, and stumbles when a test wants it to.</summary>
internal sealed class PeerHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private PeerHost(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();
    public ConcurrentQueue<Heard> Requests { get; } = [];

    /// <summary>Given instead of the next answers, one each; null lets one pass.</summary>
    public ConcurrentQueue<Said?> Troubles { get; } = [];

    public static async Task<PeerHost> StartAsync(Func<Heard, Said> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var host = new PeerHost(builder.Build());
        host.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var heard = new Heard(
                context.Request.Method, context.Request.Path.Value ?? "", context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
                context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
            host.Requests.Enqueue(heard);
            await AnswerAsync(context, host.Troubles.TryDequeue(out var trouble) && trouble is not null ? trouble : answer(heard));
        });
        await host.app.StartAsync();
        return host;
    }

    private static async Task AnswerAsync(HttpContext context, Said said)
    {
        context.Response.StatusCode = said.Status;
        context.Response.ContentType = said.ContentType;
        if (said.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait;
        if (said.Date is { } date) context.Response.Headers.Date = date.ToString("R");
        if (said.IsCut)
        {
            context.Response.ContentLength = said.Body.Length * 2;
            await context.Response.WriteAsync(said.Body);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        if (said.Body.Length > 0) await context.Response.WriteAsync(said.Body); // A 204 has none.
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
