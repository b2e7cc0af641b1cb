using System.Net;
using System.Text;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>
/// A stretch of calls to one shop: keeps its limits, its token and its clock, and tells an answer from a failure. A failure
/// (no answer, 5xx, HTML, half an answer, "too many requests") is repeated as <see cref="CallPatience"/> says, then thrown.
/// </summary>
internal sealed class ShopSession(Shop shop, IShopManners manners, HttpClient http, PaceBook pace, TimeProvider clock, CallPatience patience)
{
    /// <summary>A page of a hundred orders with notes of the size that some buyers write; more is no page of orders.</summary>
    private const int AnswerMax = 64 << 20;

    /// <summary>What is shown of an answer that is not JSON.</summary>
    private const int ShownMax = 200;

    /// <summary>Where the marketplace says 429 without how long.</summary>
    private static readonly TimeSpan RestByDefault = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>A call must be over before its token ends.</summary>
    private static readonly TimeSpan TokenMargin = TimeSpan.FromMinutes(2);

    private TimeSpan ahead;

    public Shop Shop => shop;
    public PaceBook Pace => pace;

    /// <summary>Calls made so far, repetitions included.</summary>
    public int Calls { get; private set; }

    /// <summary>By the marketplace's clock, once it has told us that ours is wrong.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime + ahead;

    public ShopTokens Tokens { get; private set; } = ShopTokens.None;

    /// <summary>Stores fresh tokens before they are used.</summary>
    public Func<ShopTokens, CancellationToken, Task> KeepTokens { get; init; } = (_, _) => Task.CompletedTask;

    public ShopSession With(ShopTokens tokens)
    {
        Tokens = tokens;
        return this;
    }

    /// <summary>A call with the access token, which is renewed before it ends and once more when the marketplace says it is over.</summary>
    /// <param name="build">The request, signed anew for each try.</param>
    public async Task<Result<ShopAnswer>> AskAsync(string operation, Func<HttpRequestMessage> build, CancellationToken ct)
    {
        var isFresh = false;
        if (Tokens.Until <= Now + TokenMargin && await RenewAsync(ct) is { } early)
        {
            if (early.Problem is { } none) return none;
            isFresh = true;
        }

        var answer = await SendAsync(operation, build, ct);
        if (!isFresh && manners.IsTokenStale(answer) && await RenewAsync(ct) is { } late)
        {
            if (late.Problem is { } none) return none;
            answer = await SendAsync(operation, build, ct);
        }

        return manners.RefusalIn(answer) is { } refusal ? refusal : answer;
    }

    /// <summary>A call without a token, such as the one for a token.</summary>
    public async Task<ShopAnswer> SendAsync(string operation, Func<HttpRequestMessage> build, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await WaitTurnAsync(operation, ct);
            try
            {
                var answer = await OnceAsync(operation, build, ct);
                if (attempt > 1 || !manners.IsClockRefused(answer) || ahead == TimeSpan.Zero) return answer;
            }
            catch (ShopBusyException busy)
            {
                pace.Rest(operation, busy.Wait, clock.GetUtcNow().UtcDateTime);
                if (attempt >= patience.Tries || busy.Wait > patience.WaitMax) throw;
            }
            catch (Exception exception) when (attempt < patience.Tries && IsFailure(exception, ct))
            {
                await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), clock, ct);
            }
        }
    }

    private async Task<Result?> RenewAsync(CancellationToken ct)
    {
        if (manners.RefreshAsync(this, ct) is not { } asking) return null;
        var renewed = await asking;
        if (renewed.Problem is { } problem) return problem;

        await KeepTokens(renewed.Value, ct);
        Tokens = renewed.Value;
        return Result.Ok;
    }

    private async Task WaitTurnAsync(string operation, CancellationToken ct)
    {
        var limit = CallLimit.Of(shop.Kind, operation);
        while (pace.Take(operation, limit, clock.GetUtcNow().UtcDateTime) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > patience.WaitMax) throw new ShopBusyException(operation, wait);
            await Task.Delay(wait, clock, ct);
        }
    }

    private async Task<ShopAnswer> OnceAsync(string operation, Func<HttpRequestMessage> build, CancellationToken ct)
    {
        Calls++;
        using var request = build();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.Headers.Date is { } date) LearnClock(date.UtcDateTime);
        if (response.StatusCode == HttpStatusCode.TooManyRequests || (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null))
            throw new ShopBusyException(operation, RetryAfter(response));

        var answer = Read(operation, response, await BodyAsync(response, ct));
        if ((int)answer.Status >= 500) throw new HttpRequestException($"The marketplace answered '{operation}' with status {(int)answer.Status}. {answer.Text}".TrimEnd(), null, answer.Status);
        return manners.BusyFor(answer) is { } wait ? throw new ShopBusyException(operation, wait) : answer;
    }

    /// <summary>Its clock counts for signatures only when it says that ours is wrong; seconds are the network's.</summary>
    private void LearnClock(DateTime theirs)
    {
        var difference = theirs - clock.GetUtcNow().UtcDateTime;
        ahead = difference.Duration() > TimeSpan.FromSeconds(30) ? difference : TimeSpan.Zero;
    }

    private TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => RestByDefault,
    };

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var block = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(block, ct)) > 0)
        {
            if (body.Length + read > AnswerMax) throw new HttpRequestException($"The marketplace's answer is larger than {AnswerMax >> 20} MB.");
            body.Write(block, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>A "yes" that cannot be read is a failure, which is repeated; a "no" is told in the words that there are.</summary>
    private static ShopAnswer Read(string operation, HttpResponseMessage response, byte[] body)
    {
        if (body.AsSpan().Trim(" \r\n\t"u8).IsEmpty) return new(response.StatusCode, null, "");
        try
        {
            return new(response.StatusCode, JsonSerializer.Deserialize<JsonElement>(body), "");
        }
        catch (JsonException fault)
        {
            var text = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, ShownMax));
            if ((int)response.StatusCode is >= 300) return new(response.StatusCode, null, text);
            var what = text.TrimStart().StartsWith('<') ? "a web page" : "half an answer, or something else that is not JSON";
            throw new HttpRequestException($"The marketplace answered '{operation}' with {what} ({fault.Message}).", fault);
        }
    }

    private static bool IsFailure(Exception exception, CancellationToken ct) =>
        exception is HttpRequestException or IOException or TimeoutException || (exception is OperationCanceledException && !ct.IsCancellationRequested);
}
