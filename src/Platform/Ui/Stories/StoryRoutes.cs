using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Platform.Ui;

/// <summary>
/// The kit's own pages, in Development only: everything it can show (<c>/ui</c>), and one page of each type to imitate.
/// </summary>
internal static class Stories
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var stories = routes.MapGroup("/ui").AllowAnonymous().ExcludeFromDescription();
        stories.MapGet("", (ListUrl url) => PageResult.Show<KitStory>(new { Url = url }));
        stories.MapGet("/orders", (ListUrl url, TimeProvider clock) => PageResult.Show<OrdersStory>(new { Found = new SampleList(clock).Run(url) }));
        stories.MapPost("/orders/{action}", (string action, BulkSelection selection, TimeProvider clock, Text words) => Bulk(action, selection, clock, words));
        stories.MapGet("/order", (ListUrl url) => PageResult.Show<OrderStory>(new { Url = url }));
        stories.MapGet("/dashboard", () => PageResult.Show<DashboardStory>());
        stories.MapGet("/form", () => PageResult.Show<FormStory>());
        stories.MapPost("/form", (PostedForm form, Text words) => Save(form, words));
        stories.MapGet("/scan", () => PageResult.Show<ScanStory>());
        stories.MapPost("/scan", (PostedForm form) => PageResult.Show<ScanStory>(new { Scanned = form.Text("code") }));
        stories.MapGet("/plain", () => PageResult.Show<PlainStory>());
        stories.MapPost("/views", (PostedForm form, Text words) => PageResult.Back("/ui/orders").Saying(words["Saved"]));
    }

    // How a bulk action reads its selection: the marked keys, or everything its query finds.
    private static PageResult Bulk(string action, BulkSelection selection, TimeProvider clock, Text words)
    {
        if (action == "hold") return PageResult.Refused(StoryProblems.NotNow);

        var count = selection.Found is { } all ? new SampleList(clock).Run(all).Total : selection.Ids.Count;
        return PageResult.Back("/ui/orders").Saying(words.Plural(count, "Released {0} order", "Released {0} orders"));
    }

    // How a form is read: values out, faults by field; with faults it comes back as it was typed.
    private static PageResult Save(PostedForm form, Text words)
    {
        form.Text("name", required: true, longest: 80);
        form.Money("price", "EUR", required: true);
        form.Whole("weight");
        form.Day("from");
        if (form.HasProblems) return PageResult.Invalid<FormStory>(new { Posted = form });

        return PageResult.Go("/ui/orders").Saying(words["Saved"]);
    }
}
