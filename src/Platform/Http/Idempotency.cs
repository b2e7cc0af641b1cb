using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): a request sent again with the same key
/// gets the first answer again, word for word, and does nothing. Answers of the server's own failures are not kept.
/// </summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";

    /// <summary>Says that an answer was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>A UUID takes 36.</summary>
    internal const int KeyLengthMax = 128;

    /// <summary>Keys under way in this process.</summary>
    private static readonly ConcurrentDictionary<(TenantId, string), byte> UnderWay = [];

    /// <summary>Makes the route honour the header. The whole body is read first, at most <paramref name="bodyMax"/> bytes.</summary>
    public static RouteHandlerBuilder WithIdempotency(this RouteHandlerBuilder route, int bodyMax) =>
        route.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(bodyMax)).AddEndpointFilter((context, next) => RunAsync(context, next, bodyMax));

    private static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, int bodyMax)
    {
        var http = context.HttpContext;
        if (await ReadAsync(http.Request, bodyMax, http.RequestAborted) is not { } body) return TooLarge(bodyMax).ToHttp();
        http.Request.Body = new MemoryStream(body, writable: false);

        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0) return await next(context);
        if (key.Length > KeyLengthMax) return KeyTooLong().ToHttp();

        var tenant = http.RequestServices.GetRequiredService<CurrentUser>().Tenant;
        if (!UnderWay.TryAdd((tenant, key), 0)) return StillUnderWay(key).ToHttp();
        try
        {
            return await AnswerOnceAsync(context, next, key, Hash(http.Request, body));
        }
        finally
        {
            UnderWay.TryRemove((tenant, key), out _);
        }
    }

    private static async Task<object?> AnswerOnceAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string key, string hash)
    {
        var http = context.HttpContext;
        var db = http.RequestServices.GetRequiredService<EntrepotDb>();
        if (await db.Set<IdempotencyRow>().SingleOrDefaultAsync(row => row.Key == key, http.RequestAborted) is { } given)
        {
            if (given.RequestHash != hash) return KeyReused(key).ToHttp();
            http.Response.Headers[ReplayedHeader] = "true";
            return Results.Text(given.Body, given.ContentType, Encoding.UTF8, given.Status);
        }

        var answer = await next(context) as IResult ?? throw new InvalidOperationException("A route with idempotency answers with a result.");
        var (status, contentType, text) = await RenderAsync(http, answer);
        if (status < StatusCodes.Status500InternalServerError) await http.RequestServices.GetRequiredService<KeptAnswers>().KeepAsync(new() { TenantId = db.Tenant, Key = key, RequestHash = hash, Status = status, ContentType = contentType, Body = text, At = Now(http) });
        return Results.Text(text, contentType, Encoding.UTF8, status);
    }

    /// <summary>Lets the result write into memory, so that it can be kept before it is sent.</summary>
    private static async Task<(int Status, string ContentType, string Text)> RenderAsync(HttpContext http, IResult answer)
    {
        var sent = http.Response.Body;
        using var memory = new MemoryStream();
        http.Response.Body = memory;
        try
        {
            await answer.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Response.Body = sent;
        }

        var (status, contentType) = (http.Response.StatusCode, http.Response.ContentType ?? "text/plain");
        http.Response.ContentLength = null;
        return (status, contentType, Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length));
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, int max, CancellationToken ct)
    {
        if (request.ContentLength > max) return null;
        var body = new MemoryStream();
        var buffer = new byte[1 << 14];
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
            {
                body.Write(buffer, 0, read);
                if (body.Length > max) return null;
            }
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return body.ToArray();
    }

    private static string Hash(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static DateTime Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    private static Problem TooLarge(int max) => new(ProblemKind.TooLarge, "platform.body_too_large", $"The request is larger than {max >> 20} MB. Send fewer at a time.");
    private static Problem KeyTooLong() => Problem.Invalid("platform.idempotency_key_too_long", $"The Idempotency-Key is longer than {KeyLengthMax} characters. Use a UUID.", Header);
    private static Problem KeyReused(string key) => Problem.Invalid("platform.idempotency_key_reused", $"The Idempotency-Key '{key}' was used for another request. Use a new key for each request.", Header);
    private static Problem StillUnderWay(string key) => Problem.Conflict("platform.idempotency_under_way", $"The request with the Idempotency-Key '{key}' is still being worked on. Ask again in a second.");
}
