using System.Net;
using System.Text;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation.Carriers;

/// <summary>
/// The line between one process and the carriers. Requests and answers take their time, get lost, fail, and come after the
/// one who asked was killed; what has reached a carrier has happened there, whatever we hear of it.
/// </summary>
internal sealed class Line(Process process, World world) : HttpMessageHandler
{
    /// <summary>What the product's client waits for at most; a lost answer is felt after it.</summary>
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(25);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        process.MustLive();
        var what = $"{request.Method} {request.RequestUri?.AbsolutePath}";
        var letter = await Letter.OfAsync(request, cancellationToken);
        var (fate, asked) = (Draw(), world.Clock.Now);
        try
        {
            await world.Turns.StopAsync(process, what, world.Clock.Now + TimeSpan.FromMilliseconds(world.Chaos.Dice.Next(5, 400)));
        }
        catch (ProcessDied) when (world.Chaos.Dice.Next(2) == 0)
        {
            Deliver(letter, what); // It was on the wire already.
            throw;
        }

        if (world.Clock.Now > asked + TimeOut) throw Late(); // The client has given up, and what was not sent by then is not sent.
        if (fate == Fate.FailsBefore) return Fails(request, what);
        if (fate == Fate.LostBefore)
        {
            await world.Turns.StopAsync(process, $"no answer to {what}", world.Clock.Now + TimeOut);
            throw Late();
        }

        var answer = Deliver(letter, what);
        await world.Turns.StopAsync(process, $"answer to {what}", world.Clock.Now + (fate == Fate.LostAfter ? TimeOut : TimeSpan.FromMilliseconds(world.Chaos.Dice.Next(5, 2_000))));
        process.MustLive();
        if (fate == Fate.LostAfter || world.Clock.Now > asked + TimeOut) throw Late();
        if (fate == Fate.FailsAfter) return Fails(request, what);
        return new((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body) { Headers = { ContentType = new(answer.ContentType?.Split(';')[0] ?? "application/json") } } };
    }

    private Peers.Answer Deliver(Letter letter, string what)
    {
        var answer = world.Peers.Handle(letter.Method, letter.Address, letter.Headers, letter.Body, letter.ContentType);
        world.Books.Note(letter.Method, letter.Address, Encoding.UTF8.GetString(letter.Body), answer);
        world.Trace.Add($"{process.Name} {what} -> {answer.Status}");
        return Disorder.Of(letter.Address.AbsolutePath, answer, world.Chaos);
    }

    private HttpResponseMessage Fails(HttpRequestMessage request, string what)
    {
        world.Trace.Add($"{process.Name} {what} -> 503");
        return new(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new StringContent("") };
    }

    private static TaskCanceledException Late() => new("The request was canceled due to the configured HttpClient.Timeout.", new TimeoutException());

    private Fate Draw() => world.Chaos.Strikes(120) ? (Fate)(1 + world.Chaos.Dice.Next(4)) : Fate.Arrives;

    private enum Fate { Arrives, LostBefore, LostAfter, FailsBefore, FailsAfter }

    /// <summary>A request as it is on the wire, readable after its sender has gone.</summary>
    private sealed record Letter(HttpMethod Method, Uri Address, List<KeyValuePair<string, IEnumerable<string>>> Headers, byte[] Body, string? ContentType)
    {
        public static async Task<Letter> OfAsync(HttpRequestMessage request, CancellationToken ct) => new(
            request.Method, request.RequestUri ?? throw new InvalidOperationException("A request goes somewhere."), [.. request.Headers],
            request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(ct), request.Content?.Headers.ContentType?.ToString());
    }
}

/// <summary>The one client of a process, over its line.</summary>
internal sealed class OneClient(Line line) : IHttpClientFactory
{
    private readonly HttpClient client = new(line);

    public HttpClient CreateClient(string name) => client;
}
