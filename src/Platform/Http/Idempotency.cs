using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header), for every route of the API that changes
/// something: a request sent again with the same key gets the first answer again, word for word, and does nothing.
/// </summary>
/// <remarks>
/// The key is taken in the unit of work that stores the request's first effect, so either both are there or neither is;
/// the answer follows in a commit that many requests share. Routes that are called a thousand times a second look the key up
/// and store the answer with their effect (<see cref="LooksKeysUpItself"/>). What a crash left without its answer is told as in doubt,
/// never done again. See docs/how-to/send-a-call-again.md.
/// </remarks>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";

    /// <summary>Says that an answer was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Where programs ask.</summary>
    private const string Api = "/api/v1";

    private const int KeyLengthMax = 255;

    /// <summary>The largest body that any route of the API takes: 512 orders of some 15 KB.</summary>
    private const long BodyMax = 8 << 20;

    /// <summary>After the sign-in and the forgery guard: what they refuse never reached a route, and is asked anew each time.</summary>
    public static Task Answer(HttpContext http, RequestDelegate next) => IsAsked(http) ? AnswerAsync(http, next) : next(http);

    /// <summary>What a caller's key is stored under.</summary>
    internal static string KeyOf(CurrentUser caller, string key) => Hash($"{caller.Key}\n{key}", []);

    /// <summary>Tells the commits of one request apart; the headers of the answer take its place.</summary>
    private static string Mark(int commit) => string.Create(CultureInfo.InvariantCulture, $"Commit: {commit}");

    internal static bool IsAsked(HttpContext http) =>
        http.Request.Headers.ContainsKey(Header) && http.GetEndpoint() is not null && http.Request.Path.StartsWithSegments(Api)
        && !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method));

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var key = http.Request.Headers[Header] is [{ Length: > 0 and <= KeyLengthMax } one] && one.All(letter => letter is >= ' ' and <= '~') ? one : null;
        if (key is null)
        {
            await IdempotencyProblems.BadKey(KeyLengthMax).ToHttp(StatusCodes.Status400BadRequest).ExecuteAsync(http);
            return;
        }

        var caller = http.RequestServices.GetRequiredService<CurrentUser>();
        var run = new IdempotencyRow { TenantId = caller.Tenant, Key = KeyOf(caller, key), Token = Chance.Secret(12), RequestHash = await HashAsync(http.Request), At = Now(http) };
        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        if (!answers.TryBegin(run))
        {
            await RefuseAsync(http, IdempotencyProblems.StillUnderWay(key));
            return;
        }

        try
        {
            var shared = http.GetEndpoint()?.Metadata.GetMetadata<LooksKeysUpItself>() is null ? null : new KeyedCall(run);
            http.Features.Set(shared);
            if (shared is null && await FindAsync(http, run) is { } given) await GiveAsync(http, key, run, given);
            else await RunAsync(http, next, key, run, shared);
        }
        finally
        {
            answers.End(run);
        }
    }

    /// <summary>What another run has stored under the key; null when none has.</summary>
    private static async Task<IdempotencyRow?> FindAsync(HttpContext http, IdempotencyRow run)
    {
        var given = await http.RequestServices.GetRequiredService<EntrepotDb>().Set<IdempotencyRow>().SingleOrDefaultAsync(row => row.Key == run.Key, http.RequestAborted);
        return given is null || given.At < run.At - IdempotencyRules.On(run.At).KeptFor || given.Token == run.Token ? null : given;
    }

    private static async Task GiveAsync(HttpContext http, string key, IdempotencyRow run, IdempotencyRow given)
    {
        if (given.RequestHash != run.RequestHash) await IdempotencyProblems.KeyReused(key).ToHttp().ExecuteAsync(http);
        else if (given.Status == IdempotencyRow.NotAnswered) await RefuseAsync(http, run.At - given.At < IdempotencyRules.On(run.At).InDoubtAfter ? IdempotencyProblems.StillUnderWay(key) : IdempotencyProblems.InDoubt(key));
        else if (!await GivenAnswer.SendAsync(http, given)) await RefuseAsync(http, IdempotencyProblems.InDoubt(key));
    }

    /// <param name="shared">Where the route looks the key up itself.</param>
    private static async Task RunAsync(HttpContext http, RequestDelegate next, string key, IdempotencyRow run, KeyedCall? shared)
    {
        var db = http.RequestServices.GetRequiredService<EntrepotDb>();
        var commits = 0;
        var kept = http.RequestServices.GetRequiredService<KeptAnswers>();
        db.BeforeCommit = () => KeptAnswers.Keep(db, run with { At = Now(http), Headers = Mark(++commits) });
        db.WasCommitted = () => kept.StandsAsync(run, Mark(commits));
        var sent = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var memory = new MemoryStream();
        try
        {
            http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(memory));
            await BadRequests.Answer(http, next); // Here, because a body that cannot be read is an answer like any other.
            await http.Response.CompleteAsync();

            // What the route refused before it looked is answered as it was the first time, too.
            if ((shared?.Given ?? (shared is { IsKept: false } ? await FindAsync(http, run) : null)) is { } given)
            {
                TakeBack(http, sent);
                await GiveAsync(http, key, run, given);
                return;
            }

            // A failure of ours and "too many calls" are no answers: the caller is to try again.
            if (shared is not { IsKept: true } && http.Response.StatusCode is < StatusCodes.Status500InternalServerError and not StatusCodes.Status429TooManyRequests)
                await kept.KeepAsync(GivenAnswer.Of(http, memory, run with { At = Now(http) }));
        }
        catch (Exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            // Another process was first with this key, and nothing of ours was stored: its answer is the answer.
            TakeBack(http, sent);
            if (await FindAsync(http, run) is not { } given) throw;
            await GiveAsync(http, key, run, given);
            return;
        }
        finally
        {
            http.Features.Set(sent);
        }

        http.Response.ContentLength = null;
        if (memory.Length > 0) await sent.Stream.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), http.RequestAborted);
    }

    /// <summary>What the route has said so far goes nowhere.</summary>
    private static void TakeBack(HttpContext http, IHttpResponseBodyFeature sent)
    {
        http.Features.Set(sent);
        http.Response.ContentLength = null;
        http.Response.ContentType = null;
    }

    private static Task RefuseAsync(HttpContext http, Problem problem)
    {
        if (problem.Code == "idempotency.under_way") http.Response.Headers.RetryAfter = "1";
        return problem.ToHttp().ExecuteAsync(http);
    }

    /// <summary>Reads the body, which stays in memory for the route.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than the route, or any route of the API, takes.</exception>
    private static async Task<string> HashAsync(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Math.Min(limit.MaxRequestBodySize ?? BodyMax, BodyMax);
        if (request.Body is not MemoryStream body) // It is one when the request runs again because the database was away.
        {
            body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            request.Body = body;
        }

        body.Position = 0;
        return Hash($"{request.Method} {request.PathBase}{request.Path}{request.QueryString}\n", body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private static string Hash(string head, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static DateTime Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
}
