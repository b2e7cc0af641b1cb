using System.Text;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>An answer on its way into a row, and out of it to be given again.</summary>
internal static class GivenAnswer
{
    /// <summary>The headers that belong to the answer; all others belong to the moment, such as cookies and the date.</summary>
    private static readonly string[] Headers = ["Location", "ETag", "Content-Disposition", "Content-Language"];

    public static IdempotencyRow Of(HttpContext http, MemoryStream body, IdempotencyRow run) => run with
    {
        Status = http.Response.StatusCode,
        ContentType = http.Response.ContentType ?? "",
        Headers = string.Join('\n', Headers.Where(http.Response.Headers.ContainsKey).Select(name => $"{name}: {http.Response.Headers[name]}")),
        Body = Secrets(http).Seal(run.TenantId, Purpose(run), Encoding.Latin1.GetString(body.GetBuffer(), 0, (int)body.Length)), // Latin-1 maps every byte to a character.
    };

    /// <returns>False when the keys that the answer was sealed with are gone.</returns>
    public static async Task<bool> SendAsync(HttpContext http, IdempotencyRow given)
    {
        if (Secrets(http).Open(given.TenantId, Purpose(given), given.Body) is not { } body) return false;

        http.Response.StatusCode = given.Status;
        http.Response.Headers[Idempotency.ReplayedHeader] = "true";
        if (given.ContentType.Length > 0) http.Response.ContentType = given.ContentType;
        foreach (var line in given.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            http.Response.Headers[line[..colon]] = line[(colon + 2)..];
        }

        if (body.Length > 0) await http.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(body), http.RequestAborted);
        return true;
    }

    private static string Purpose(IdempotencyRow row) => "kept-answer/" + row.Key;

    private static StoredSecrets Secrets(HttpContext http) => http.RequestServices.GetRequiredService<StoredSecrets>();
}
