using System.Net;
using System.Net.Http.Headers;

namespace Entrepot.Faults;

/// <summary>
/// How a careful program talks to an installation that may fail: every change carries an Idempotency-Key, and the same
/// request is sent again, to any of the servers, until somebody answers for it.
/// </summary>
/// <param name="servers">All addresses of the installation; each call goes to the next that has answered lately.</param>
internal sealed class Integrator(IReadOnlyList<string> servers, string key) : DelegatingHandler(Wire())
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(1);

    private int turn;
    private long repeated;

    /// <summary>How often something had to be sent again.</summary>
    public long Repeated => Interlocked.Read(ref repeated);

    /// <summary>A client of these servers. Its base address is a mere name: the servers take turns.</summary>
    public static HttpClient Client(Integrator integrator) => new(integrator) { BaseAddress = new("http://entrepot.invalid"), Timeout = Timeout.InfiniteTimeSpan };

    public static SocketsHttpHandler Wire() => new() { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), MaxConnectionsPerServer = 256 };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var path = request.RequestUri?.PathAndQuery ?? "/";
        var once = request.Method == HttpMethod.Post ? Guid.NewGuid().ToString("N") : null;
        for (var attempt = 0; ; attempt++)
        {
            var server = servers[(int)((uint)Interlocked.Increment(ref turn) % servers.Count)];
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                var answer = await base.SendAsync(Copy(request, body, server + path, once), patience.Token);
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests && !await IsUnderWayAsync(answer, cancellationToken))
                {
                    if (once is null || !await IsInDoubtAsync(answer, cancellationToken)) return answer;
                    once = Guid.NewGuid().ToString("N"); // A process died with the answer. What we send names itself (an order's number, a pick's task), so it may be sent anew.
                }

                answer.Dispose();
            }
            catch (HttpRequestException)
            {
                // Refused or cut off: perhaps it was done, perhaps not.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // No answer in time.
            }

            Interlocked.Increment(ref repeated);
            await Task.Delay(attempt > 10 ? PauseMax : Pause, cancellationToken);
        }
    }

    private static async Task<bool> IsUnderWayAsync(HttpResponseMessage answer, CancellationToken ct) => answer.StatusCode == HttpStatusCode.Conflict && await SaysAsync(answer, "idempotency.under_way", ct);

    private static async Task<bool> IsInDoubtAsync(HttpResponseMessage answer, CancellationToken ct) => answer.StatusCode == HttpStatusCode.Conflict && await SaysAsync(answer, "idempotency.in_doubt", ct);

    private static async Task<bool> SaysAsync(HttpResponseMessage answer, string code, CancellationToken ct)
    {
        await answer.Content.LoadIntoBufferAsync(ct);
        return (await answer.Content.ReadAsStringAsync(ct)).Contains(code, StringComparison.Ordinal);
    }

    private HttpRequestMessage Copy(HttpRequestMessage request, byte[]? body, string url, string? once)
    {
        var copy = new HttpRequestMessage(request.Method, url);
        if (body is not null && request.Content is not null)
        {
            copy.Content = new ByteArrayContent(body);
            copy.Content.Headers.ContentType = request.Content.Headers.ContentType;
        }

        copy.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (once is not null) copy.Headers.Add("Idempotency-Key", once);
        return copy;
    }
}
