using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Entrepot.Faults.Overload;

/// <summary>What became of the calls of one phase.</summary>
/// <param name="Taken">Orders that were acknowledged.</param>
/// <param name="Told">Told to come back: 429 or 503, with Retry-After.</param>
/// <param name="Bad">Everything else: other answers, or told to come back without saying when.</param>
/// <param name="Late">No answer within the caller's patience.</param>
/// <param name="ToldSlowestSeconds">How long the slowest of those who were told had waited for it.</param>
internal sealed record Outcome(int Taken, int Told, int Bad, int Late, double Seconds, double ToldSlowestSeconds, string Example)
{
    public double Goodput => Taken / Seconds;
}

/// <summary>Callers who each send one order and do not repeat it.</summary>
internal sealed class Load(string server, string key) : IDisposable
{
    /// <summary>Programs that call us give up after five to thirty seconds.</summary>
    private static readonly TimeSpan CallerPatience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 4_000, UseCookies = false }) { BaseAddress = new(server), Timeout = CallerPatience };
    private int serial;

    /// <summary>So many callers, each of whom sends the next order when the last was answered: as much as the server can do.</summary>
    public async Task<Outcome> ClosedAsync(int callers, TimeSpan time)
    {
        var tally = new Tally();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begun) < time) await SendAsync(tally);
        })));
        return tally.Of(Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>So many orders a second, whether the server keeps up or not.</summary>
    public async Task<Outcome> OpenAsync(double perSecond, TimeSpan time)
    {
        var tally = new Tally();
        var (begun, sent) = (Stopwatch.GetTimestamp(), 0);
        var under = new ConcurrentBag<Task>();
        while (Stopwatch.GetElapsedTime(begun) is var passed && passed < time)
        {
            for (; sent < passed.TotalSeconds * perSecond; sent++) under.Add(Task.Run(() => SendAsync(tally)));
            await Task.Delay(5);
        }

        var seconds = Stopwatch.GetElapsedTime(begun);
        await Task.WhenAll(under);
        return tally.Of(seconds);
    }

    public void Dispose() => http.Dispose();

    private async Task SendAsync(Tally tally)
    {
        var number = Interlocked.Increment(ref serial);
        var begun = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/orders?channel=clipmart", UriKind.Relative)) { Content = new StringContent(Order(number), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await http.SendAsync(request);
            tally.Add((int)answer.StatusCode, answer.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(begun));
        }
        catch (OperationCanceledException)
        {
            tally.AddLate();
        }
        catch (HttpRequestException cut)
        {
            tally.AddBroken(cut.Message);
        }
    }

    private static string Order(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"externalNumber":"OVER-{{number}}","placedAt":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}}","currency":"USD","buyerId":"B{{number}}",
         "shipTo":{"name":"Emily Miller {{number}}","line1":"{{number}} Oak Street","city":"Austin","province":"TX","postcode":"78704","country":"US","phone":"+1 555 0100","email":"e{{number}}@example.com"},
         "lines":[{"externalLineId":"1","code":"EL-HEAD-KID","description":"Children's headphones","quantity":1,"unitPriceMicros":19900000,"amountMinor":1990}],
         "shippingMinor":0,"discountMinor":0,"totalMinor":1990,"payment":"Paid","incoterm":"Ddp"}
        """);

    private sealed class Tally
    {
        private readonly ConcurrentBag<double> toldAfter = [];
        private int taken;
        private int bad;
        private int late;
        private string example = "";

        public void Add(int status, bool saysWhen, TimeSpan after)
        {
            if (status is 200 or 201) Interlocked.Increment(ref taken);
            else if (status is 429 or 503 && saysWhen) toldAfter.Add(after.TotalSeconds);
            else AddBroken($"status {status}");
        }

        public void AddLate() => Interlocked.Increment(ref late);

        public void AddBroken(string what)
        {
            Interlocked.Increment(ref bad);
            example = what;
        }

        public Outcome Of(TimeSpan time) => new(taken, toldAfter.Count, bad, late, time.TotalSeconds, toldAfter.IsEmpty ? 0 : toldAfter.Max(), example);
    }
}
