using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Identity.Features.Settings;

/// <summary>How the company numbers its documents: first the numbers are shown, then they are taken into use.</summary>
internal sealed class NumberingSettings(EditNumbers edit, ChangeLog log, TimeProvider clock)
{
    public const string Path = "/settings/numbering";
    private const int ReasonLengthMax = 200;

    internal sealed record Body(NumberedDocument Document, string Pattern, DateOnly ValidFrom, long? Start, string Reason)
    {
        public NewNumberPattern ToWanted() => new(Document, Pattern.Trim(), ValidFrom, Start, Reason.Trim());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).RequireAuthorization("settings.edit");
        pages.MapGet("", async (NumberingSettings settings, CancellationToken ct) => await settings.ShowAsync(PostedForm.Blank, null, ct));
        pages.MapPost("", async (PostedForm form, NumberingSettings settings, CancellationToken ct) => await settings.PreviewAsync(form, ct));
        pages.MapPost("/use", async (PostedForm form, NumberingSettings settings, Text words, CancellationToken ct) => await settings.UseAsync(form, words, ct));

        var api = routes.MapGroup("/api/v1/settings/numbering").RequireAuthorization("settings.edit").DisableAntiforgery();
        api.MapGet("", async (EditNumbers edit, CancellationToken ct) => TypedResults.Ok(await edit.ListAsync(ct))).WithSummary("How documents are numbered, with the number that is next");
        api.MapPost("", async (Body body, EditNumbers edit, CancellationToken ct) => (await edit.AddAsync(body.ToWanted(), ct)).ToHttp()).WithSummary("Number a kind of document by a pattern from a day on");
        api.MapPost("/preview", async (Body body, EditNumbers edit, CancellationToken ct) => (await edit.PreviewAsync(body.ToWanted(), ct)).ToHttp()).WithSummary("The first numbers that a pattern would give; nothing is kept");
    }

    private async Task<PageResult> ShowAsync(PostedForm form, NumberingPreview? preview, CancellationToken ct)
    {
        var view = new NumberingView(await edit.ListAsync(ct), await log.OfAsync(EditNumbers.Subject, ct), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), preview);
        return form.HasProblems ? PageResult.Invalid<NumberingPage>(new { View = view, Posted = form }) : PageResult.Show<NumberingPage>(new { View = view, Posted = form });
    }

    private async Task<PageResult> PreviewAsync(PostedForm form, CancellationToken ct)
    {
        var wanted = Of(form);
        if (form.HasProblems) return await ShowAsync(form, null, ct);
        var preview = await edit.PreviewAsync(wanted, ct);
        return preview.Problem is { } problem ? await ShowAsync(form.With(problem), null, ct) : await ShowAsync(form, new(wanted, preview.Value), ct);
    }

    private async Task<PageResult> UseAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var wanted = Of(form);
        if (!form.HasProblems && (await edit.AddAsync(wanted, ct)).Problem is { } problem) form.With(problem);
        return form.HasProblems ? await ShowAsync(form, null, ct) : PageResult.Go(Path).Saying(words["Documents made from that day on are numbered like this."]);
    }

    private static NewNumberPattern Of(PostedForm form) => new(
        form.Choice<NumberedDocument>("document", required: true) ?? default, form.Text("pattern", required: true, longest: 64), form.Day("validFrom", required: true) ?? default,
        form.Whole("start"), form.Text("why", required: true, longest: ReasonLengthMax));
}
