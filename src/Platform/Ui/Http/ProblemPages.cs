using Entrepot.Kernel;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>Problem details as a page, where a person asked for one: a refusal with its code, or a failure with the number it was logged under.</summary>
internal sealed class ProblemPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !Web.IsPartial(request);
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        Culture.Enter(Look.LanguageOf(http.Request)); // A failure has unwound the middleware that chose it.

        var status = http.Response.StatusCode;
        var problem = status >= StatusCodes.Status500InternalServerError
            ? new Problem(ProblemKind.Unavailable, "page.failed", "Something went wrong here, and it was noted. Try again; if it stays, give the number below to your administrator.")
            : new Problem(ProblemKind.Invalid, context.ProblemDetails.Type ?? "page.refused", context.ProblemDetails.Title is { } title ? (Sentence)$"{title}" : "This cannot be shown.");
        var reference = context.ProblemDetails.Extensions.TryGetValue("traceId", out var trace) && status >= StatusCodes.Status500InternalServerError ? trace?.ToString() : null;
        await PageResult.Told(problem, status, reference).ExecuteAsync(http);
    }
}
