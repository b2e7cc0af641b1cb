using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entrepot.Faults.Carriers;

/// <summary>What a carrier's line does.</summary>
internal enum Line
{
    Good,

    /// <summary>Every answer, to bookings and polls alike, comes after half a minute: longer than a client waits.</summary>
    AnswersLate,

    /// <summary>A booking is made and its answer is lost.</summary>
    CutAfterBooking,
}

/// <summary>Stands between the company and one carrier: passes everything on at once, and answers as the line allows.</summary>
internal sealed class CarrierGate : IAsyncDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    private readonly WebApplication app;
    private readonly HttpClient http = new(Integrator.Wire());
    private readonly ConcurrentDictionary<(Line Line, bool IsBooking), int> calls = [];
    private Uri carrier = new("http://127.0.0.1");

    private CarrierGate(WebApplication app) => this.app = app;

    public Line Line { get; set; }

    /// <summary>How many bookings went through while the line was so.</summary>
    public int Bookings(Line line) => calls.GetValueOrDefault((line, true));

    /// <summary>How many questions, most of them what became of parcels.</summary>
    public int Questions(Line line) => calls.GetValueOrDefault((line, false));

    public static async Task<CarrierGate> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var app = builder.Build();
        var gate = new CarrierGate(app);
        app.Run(gate.PassOnAsync);
        await app.StartAsync();
        return gate;
    }

    /// <summary>The gate's address for a carrier that is reached at <paramref name="there"/>.</summary>
    public Uri Before(Uri there)
    {
        carrier = new(there.GetLeftPart(UriPartial.Authority));
        return new(new Uri(app.Urls.First()), there.AbsolutePath);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        var (line, isBooking) = (Line, IsBooking(context.Request));
        calls.AddOrUpdate((line, isBooking), 1, (_, count) => count + 1);
        using var asked = await CopyAsync(context.Request);
        using var answer = await http.SendAsync(asked); // Whoever asked may hang up: what was sent is done all the same.
        if (line == Line.AnswersLate) await Task.Delay(Late, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (context.RequestAborted.IsCancellationRequested) return;
        if (line == Line.CutAfterBooking && isBooking)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        if (answer.Content.Headers.ContentType is { } type) context.Response.ContentType = type.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpRequest request)
    {
        var copy = new HttpRequestMessage(new(request.Method), new Uri(carrier, request.Path + request.QueryString.Value));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (body.Length > 0) copy.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, value) in request.Headers)
        {
            if (name is "Host" or "Content-Length" or "Transfer-Encoding") continue;
            if (!copy.Headers.TryAddWithoutValidation(name, [.. value])) copy.Content?.Headers.TryAddWithoutValidation(name, [.. value]);
        }

        return copy;
    }

    private static bool IsBooking(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.Value is { } path && !path.Contains("/oauth/", StringComparison.Ordinal) && !path.Contains("/recovery", StringComparison.Ordinal);
}
