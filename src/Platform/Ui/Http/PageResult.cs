using Entrepot.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>
/// What a page's route answers: a page (whole, or only its inside when htmx asks), a form sent back with its faults,
/// a refusal, or the way to the next page.
/// </summary>
public sealed class PageResult : IResult
{
    private readonly Func<HttpContext, Task> answer;
    private Said? said;

    private PageResult(Func<HttpContext, PageResult, Task> answer) => this.answer = http => answer(http, this);

    /// <summary>A page. The names in <paramref name="parameters"/> are the component's parameters.</summary>
    public static PageResult Show<TPage>(object? parameters = null) where TPage : IComponent =>
        new((http, result) => result.RenderAsync<TPage>(http, parameters, StatusCodes.Status200OK));

    /// <summary>A form sent back with what was typed and what is wrong with it: 422, and the address stays.</summary>
    public static PageResult Invalid<TPage>(object? parameters = null) where TPage : IComponent =>
        new((http, result) => result.RenderAsync<TPage>(http, parameters, StatusCodes.Status422UnprocessableEntity));

    /// <summary>A form that was overtaken by somebody else's change, with what was typed: 409, and the address stays.</summary>
    public static PageResult Conflict<TPage>(object? parameters = null) where TPage : IComponent =>
        new((http, result) => result.RenderAsync<TPage>(http, parameters, StatusCodes.Status409Conflict));

    /// <summary>To another page of ours after a post (303), with or without script.</summary>
    public static PageResult Go(string localUrl)
    {
        if (!Origin.IsLocal(localUrl)) throw new ArgumentException($"'{localUrl}' is not a path of this site.", nameof(localUrl));
        return new((http, result) => result.RedirectAsync(http, localUrl));
    }

    /// <summary>Back to the page that posted, with its filters and its page number, built anew.</summary>
    public static PageResult Back(string otherwise) =>
        new((http, result) => result.RedirectAsync(http, Origin.Of(http.Request) ?? otherwise));

    /// <summary>
    /// A refusal. A button pressed on a page leaves the page as it is and says why in a toast; anything else gets a page
    /// with the problem, its code and what to do.
    /// </summary>
    public static PageResult Refused(Problem problem) =>
        new((http, result) => result.RefuseAsync(http, problem));

    /// <summary>A page that tells of a problem, with the number it was logged under where it is a failure of ours.</summary>
    internal static PageResult Told(Problem problem, int status, string? reference) =>
        new((http, result) => result.RenderAsync<ProblemPage>(http, new { Problem = problem, Reference = reference }, status));

    /// <summary>The usual end of an action: the refusal, or back with a word that it was done.</summary>
    public static PageResult After(Result result, string done, string otherwise) =>
        result.Problem is { } problem ? Refused(problem) : Back(otherwise).Saying(done);

    /// <summary>Adds a toast to the page, also over a redirect. The text is in the user's language already.</summary>
    /// <param name="undo">The path that takes back what was done, by a button on the toast; null for none.</param>
    public PageResult Saying(string text, Tone tone = Tone.Go, string? undo = null)
    {
        said = new(text, tone.Css(), undo);
        return this;
    }

    public Task ExecuteAsync(HttpContext httpContext) => answer(httpContext);

    private async Task RenderAsync<TPage>(HttpContext http, object? parameters, int status) where TPage : IComponent
    {
        _ = http.RequestServices.GetRequiredService<Web>().Csrf; // First: storing the token writes cache headers of its own.
        Personal(http);
        Flash.Show(http, said);
        if (!HttpMethods.IsGet(http.Request.Method)) http.Response.Headers["HX-Push-Url"] = "false"; // The post's path is no page to come back to.
        if (!Web.IsPartial(http.Request))
        {
            await NavCounts.LoadAsync(http);
            await Bell.LoadAsync(http);
        }

        await new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status }.ExecuteAsync(http);
    }

    private Task RedirectAsync(HttpContext http, string url)
    {
        Personal(http);
        if (said is not null) Flash.Keep(http, said.Undo is null ? said : said with { UndoTitle = http.RequestServices.GetRequiredService<Text>()["Undo"] });
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = url;
        return Task.CompletedTask;
    }

    private Task RefuseAsync(HttpContext http, Problem problem)
    {
        var status = Status(problem.Kind);
        if (!Web.IsHtmx(http.Request) || HttpMethods.IsGet(http.Request.Method))
            return RenderAsync<ProblemPage>(http, new { Problem = problem }, status);

        Personal(http);
        http.Response.StatusCode = status;
        http.Response.Headers["HX-Reswap"] = "none";
        http.Response.Headers["HX-Push-Url"] = "false";
        http.Response.Headers["HX-Trigger"] = Flash.Trigger(new(http.RequestServices.GetRequiredService<Text>().OfProblem(problem), Tone.Stop.Css()));
        return Task.CompletedTask;
    }

    // Pages hold buyers' data, and the same address answers whole pages and fragments: no cache may mix or keep them.
    private static void Personal(HttpContext http)
    {
        http.Response.Headers.Vary = "HX-Request, HX-Request-Type";
        http.Response.Headers.CacheControl = "private, no-store";
    }

    private static int Status(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
