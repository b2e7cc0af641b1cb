using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features.Declarations;

/// <summary>The clerk's workbench: declarations with their stage and how long they stand there, and each one's page.</summary>
internal sealed class DeclarationPages(EntrepotDb db, KeepDeclarations keep, FilingAccounts accounts, TimeProvider clock)
{
    private const string Path = "/customs/declarations";

    /// <summary>The house limit of a page; older ones are found by their reference.</summary>
    private const int RowsMax = 200;

    private const int ReasonLengthMax = 200;
    private const int TokenLengthMax = 4_000;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, DeclarationPages pages, CancellationToken ct) => PageResult.Show<DeclarationsPage>(new { View = await pages.ListAsync(url, ct) })).RequireAuthorization("customs.view");
        routes.MapPost(Path, async (PostedForm form, DeclarationPages pages, CancellationToken ct) => await pages.DraftAsync(form, ct)).RequireAuthorization("customs.edit");
        routes.MapPost(Path + "/from-invoice", async (PostedForm form, DeclarationPages pages, CancellationToken ct) => await pages.FromInvoiceAsync(form, ct)).RequireAuthorization("customs.edit");
        routes.MapPost(Path + "/way", async (PostedForm form, DeclarationPages pages, Text words, CancellationToken ct) => await pages.SetWayAsync(form, words, ct)).RequireAuthorization("customs.edit");
        routes.MapPost(Path + "/notifications", async (PostedForm form, DeclarationPages pages, Text words, CancellationToken ct) => await pages.TakeFilesAsync(form, words, ct)).RequireAuthorization("customs.edit");
        routes.MapGet(Path + "/{id:long}", async (long id, DeclarationPages pages, CancellationToken ct) => await pages.ShowAsync(id, PostedForm.Blank, ct)).RequireAuthorization("customs.view");
        routes.MapPost(Path + "/{id:long}/file", async (long id, KeepDeclarations keep, Text words, CancellationToken ct) =>
            PageResult.After(await keep.FileAsync(new(id), ct), words["It is on its way to customs"], $"{Path}/{id}")).RequireAuthorization("customs.edit");
        routes.MapPost(Path + "/{id:long}/cancel", async (long id, PostedForm form, DeclarationPages pages, CancellationToken ct) => await pages.CancelAsync(id, form, ct)).RequireAuthorization("customs.edit");
        routes.MapPost(Path + "/{id:long}/say", async (long id, PostedForm form, DeclarationPages pages, Text words, CancellationToken ct) => await pages.SayAsync(id, form, words, ct)).RequireAuthorization("customs.edit");
        routes.MapGet(Path + "/{id:long}.xml", async (long id, DeclarationPages pages, CancellationToken ct) => await pages.MessageAsync(id, ct)).RequireAuthorization("customs.view").WithSummary("A declaration's message as it is filed");
        routes.MapGet(Path + "/events/{id:long}.xml", async (long id, DeclarationPages pages, CancellationToken ct) => await pages.DocumentAsync(id, ct)).RequireAuthorization("customs.view").WithSummary("A notification as it came, or a message as it went");
        routes.MapPost("/api/v1/customs/notifications", async (HttpRequest request, DeclarationPages pages, CancellationToken ct) => await pages.TakeBodyAsync(request, ct))
            .RequireAuthorization("customs.edit").DisableAntiforgery().WithSummary("Take a notification of customs, as XML in the body; the same one again changes nothing");
    }

    private async Task<DeclarationsView> ListAsync(ListUrl url, CancellationToken ct)
    {
        var rows = db.Set<DeclarationRow>().AsQueryable();
        if (url.Choice<DeclarationStage>("stage") is { } stage) rows = rows.Where(row => row.Stage == stage);
        if (url["batch"] is { Length: > 0 } batch) rows = rows.Where(row => row.Batch == batch);
        if (url["q"] is { Length: > 0 } text) rows = rows.Where(row => row.Reference == text || row.Mrn == text);
        var now = Now;
        var page = await rows.OrderByDescending(row => row.Id).Take(RowsMax).ToListAsync(ct);
        var way = await accounts.ShownAsync(ct);
        return new(url, page.ConvertAll(row => Line(row, now)), await rows.CountAsync(ct), way?.BaseUrl, way?.Submitter ?? "");
    }

    private async Task<PageResult> ShowAsync(long id, PostedForm posted, CancellationToken ct)
    {
        if (await db.Set<DeclarationRow>().SingleOrDefaultAsync(row => row.Id == new DeclarationId(id), ct) is not { } row) return PageResult.Refused(LifeProblems.NotFound(id));

        var events = await db.Set<DeclarationEventRow>().Where(one => one.DeclarationId == row.Id).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).ToListAsync(ct);
        var description = KeepDeclarations.Description(row);
        var isOurs = DeclarationLife.IsOurs(row.Stage);
        var draft = DraftDeclaration.Of(description, DateOnly.FromDateTime(Now));
        var view = new DeclarationView(
            Line(row, Now), description.ToJsonString(Readable), row.Message, row.MessageHash, row.CreatedAt, row.CreatedBy, row.FiledAt, row.ConversationId, row.DocumentsDueAt, row.Problem, isOurs,
            row.Mrn is not null && row.Type is not ("INV" or "COR" or "GPR") && row.Stage != DeclarationStage.Cancelled, row.Stage == DeclarationStage.Filing && row.Problem is not null,
            isOurs ? draft.Problems : [], isOurs ? draft.Doubts : [], DeclarationDoctor.Checklist(description, row.Stage, row.StageAt, row.DocumentsDueAt, Now), Fields(draft),
            events.ConvertAll(one => new DeclarationMoment(one.Name, one.Words, one.At, one.RecordedBy, one.ToStage is { } to ? DeclarationLine.WordOf(to) : new(Tone.Rest, ""), one.Document is null ? null : one.Id)));
        return posted.HasProblems ? PageResult.Invalid<DeclarationPage>(new { View = view, Posted = posted }) : PageResult.Show<DeclarationPage>(new { View = view });
    }

    private async Task<PageResult> DraftAsync(PostedForm form, CancellationToken ct)
    {
        var json = form.Text("description", required: true, longest: (int)DraftDeclaration.BytesMax);
        var batch = form.Text("batch", longest: 64);
        if (!form.HasProblems)
        {
            var parsed = DraftDeclaration.Parse(json);
            var drafted = parsed.Problem is { } broken ? broken : parsed.Value is JsonObject one ? await keep.DraftAsync(one, batch, ct) : CheckProblems.NotJson("each description stands in braces");
            if (drafted.Problem is null) return PageResult.Go($"{Path}/{drafted.Value.Value}");
            form.With(drafted.Problem with { Field = "description" });
        }

        return PageResult.Invalid<DeclarationsPage>(new { View = await ListAsync(new(Path, []), ct), Posted = form });
    }

    private async Task<PageResult> FromInvoiceAsync(PostedForm form, CancellationToken ct)
    {
        var (paper, type) = (form.Text("paper", required: true, longest: 64), form.Text("type", required: true, longest: 3));
        if (!form.HasProblems)
        {
            var drafted = await keep.FromInvoiceAsync(paper, type, ct);
            if (drafted.Problem is null) return PageResult.Go($"{Path}/{drafted.Value.Value}");
            form.With(drafted.Problem.Field is "paper" or "type" ? drafted.Problem : drafted.Problem with { Field = null });
        }

        return PageResult.Invalid<DeclarationsPage>(new { View = await ListAsync(new(Path, []), ct), Posted = form });
    }

    private async Task<PageResult> SetWayAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var (address, submitter, token) = (form.Text("baseUrl", required: true, longest: 300), form.Text("submitter", longest: 17), form.Text("token", required: true, longest: TokenLengthMax));
        if (!form.HasProblems && (await accounts.SetAsync(address, submitter, token, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? PageResult.Invalid<DeclarationsPage>(new { View = await ListAsync(new(Path, []), ct), Posted = form }) : PageResult.Go(Path).Saying(words["Kept: declarations are filed there from now on"]);
    }

    private async Task<PageResult> TakeFilesAsync(PostedForm form, Text words, CancellationToken ct)
    {
        foreach (var file in form.Files.GetFiles("files"))
        {
            if (file.Length > MessageReader.BytesMax) return PageResult.Refused(MessageProblems.TooLarge(MessageReader.BytesMax));
            using var content = new MemoryStream();
            await file.CopyToAsync(content, ct);
            if ((await keep.TakeAsync(content.ToArray(), ct)).Problem is { } problem) return PageResult.Refused(problem);
        }

        return PageResult.Back(Path).Saying(words["Notifications were taken"]);
    }

    private async Task<PageResult> CancelAsync(long id, PostedForm form, CancellationToken ct)
    {
        var reason = form.Text("reason", required: true, longest: ReasonLengthMax);
        if (form.HasProblems) return await ShowAsync(id, form, ct);
        var drafted = await keep.CancelAsync(new(id), reason, ct);
        return drafted.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"{Path}/{drafted.Value.Value}");
    }

    private async Task<PageResult> SayAsync(long id, PostedForm form, Text words, CancellationToken ct)
    {
        var to = form.Choice<DeclarationStage>("to", required: true) ?? default;
        var reason = form.Text("reason", required: true, longest: ReasonLengthMax);
        return form.HasProblems ? await ShowAsync(id, form, ct) : PageResult.After(await keep.SayAsync(new(id), to, reason, ct), words["Noted"], $"{Path}/{id}");
    }

    private async Task<IResult> MessageAsync(long id, CancellationToken ct) =>
        await db.Set<DeclarationRow>().SingleOrDefaultAsync(row => row.Id == new DeclarationId(id), ct) is { } row ? Xml(row.Message, $"{row.Type}-{id}.xml") : LifeProblems.NotFound(id).ToHttp();

    private async Task<IResult> DocumentAsync(long id, CancellationToken ct) =>
        await db.Set<DeclarationEventRow>().SingleOrDefaultAsync(one => one.Id == id, ct) is { Document: { } document } found ? Xml(document, $"{found.Name}-{id}.xml") : LifeProblems.NotFound(id).ToHttp();

    private async Task<IResult> TakeBodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MessageReader.BytesMax) return MessageProblems.TooLarge(MessageReader.BytesMax).ToHttp();
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, ct);
        var taken = await keep.TakeAsync(content.ToArray(), ct);
        return taken.Problem is { } problem ? problem.ToHttp() : Results.Ok(new { taken = taken.Value });
    }

    private static IResult Xml(string text, string name) => Results.File(Encoding.UTF8.GetBytes(text), "application/xml", name);

    private static DeclarationLine Line(DeclarationRow row, DateTime now) =>
        new(row.Id.Value, row.Reference, row.Type, row.Batch, row.Mrn, row.Stage, row.StageAt, DeclarationDoctor.IsLate(row.Stage, row.StageAt, now), row.Problem is not null);

    private static List<DeclaredField> Fields(DraftDeclaration draft) =>
        [.. (draft.Message.Declaration?.Leaves() ?? []).Select(pair => new DeclaredField(pair.Leaf.Rule.DataElement.In(pair.Group), pair.Leaf.Rule.Title, WrittenValue.Of(pair.Leaf)))];
}
