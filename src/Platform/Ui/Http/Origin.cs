using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>The page a request came from. Only its path and query are taken, never its host, which anybody can forge.</summary>
internal static class Origin
{
    public static string? Of(HttpRequest request) =>
        Local(request.Headers["HX-Current-URL"].ToString()) ?? Local(request.Headers.Referer.ToString());

    /// <summary>Whether a browser that follows this stays on our site: <c>//host</c> and <c>/\host</c> leave it.</summary>
    public static bool IsLocal(string url) =>
        url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) && !url.Any(char.IsControl);

    private static string? Local(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && IsLocal(uri.PathAndQuery) ? uri.PathAndQuery : null;
}
