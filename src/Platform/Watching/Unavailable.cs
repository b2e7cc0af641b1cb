using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Watching;

/// <summary>
/// A request for a company that moves, or whose cell is away: 503, and when to ask again. Whatever this process knew of
/// where the company lives is read anew first, so that the next request finds it.
/// </summary>
internal sealed class Unavailable : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not CompanyUnavailableException unavailable) return false;

        try
        {
            await httpContext.RequestServices.GetRequiredService<Databases>().RefreshAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The home is away too; what is known holds.
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = unavailable.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var problem = new Problem(ProblemKind.Unavailable, "platform.company_unavailable", "The company's data are being moved, or their database does not answer. Nothing was changed: try again in a moment.");
        if (!await BadRequests.ToProgramAsync(httpContext, problem, StatusCodes.Status503ServiceUnavailable)) await PageResult.Refused(problem).ExecuteAsync(httpContext);
        return true;
    }
}
