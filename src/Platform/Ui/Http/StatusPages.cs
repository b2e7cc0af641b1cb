using Entrepot.Kernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>An answer without a body, to a person who asked for a page: the page that does not exist, or is not theirs to see.</summary>
internal static class StatusPages
{
    private static readonly Problem NotFound = Problem.NotFound("page.not_found", "The page does not exist. Check the address or search for what you need.");
    private static readonly Problem NotAllowed = Problem.Forbidden("page.not_allowed", "You are not allowed to see this. Ask an administrator for the permission.");

    public static Task ShowAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)) return Task.CompletedTask;

        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => PageResult.Refused(NotFound).ExecuteAsync(http),
            StatusCodes.Status403Forbidden => PageResult.Refused(NotAllowed).ExecuteAsync(http),
            _ => Task.CompletedTask,
        };
    }
}
