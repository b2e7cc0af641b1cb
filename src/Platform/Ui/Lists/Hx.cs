namespace Entrepot.Platform.Ui;

/// <summary>
/// How the kit speaks htmx. Every swap renews what stands inside <c>main</c>: a fragment is the same page without its
/// shell, so no page has to name its parts. Changing htmx is changing this file and the scripts.
/// </summary>
internal static class Hx
{
    /// <summary>Keeps the focus, the caret and what is typed: for what changes while one works in it.</summary>
    public const string Morph = "innerMorph";
    public const string Replace = "innerHTML";

    /// <summary>For what leads to the top of another page of rows.</summary>
    public const string ReplaceFromTop = "innerHTML show:top";

    /// <summary>A link, beside its <c>href</c>.</summary>
    public static Dictionary<string, object> Link(ListUrl url, string swap) => Request("hx-get", url.ToString(), swap, "#main");

    /// <summary>A form of filters that asks again while one types into <paramref name="search"/> or chooses.</summary>
    public static Dictionary<string, object> Filters(string path, string search) => new(Request("hx-get", path, Morph, "#main"))
    {
        ["hx-trigger"] = $"submit, change, input delay:250ms from:#{search}",
        ["hx-sync"] = "this:replace",
    };

    /// <summary>A form or button that changes something; <paramref name="disable"/> is what cannot be pressed meanwhile.</summary>
    public static Dictionary<string, object> Post(string path, string swap, string disable, bool files = false)
    {
        var attributes = Request("hx-post", path, swap, null);
        attributes["hx-disable"] = disable;
        if (files) attributes["hx-encoding"] = "multipart/form-data";
        return attributes;
    }

    /// <summary>The same page again, every few seconds, without a new place in the history.</summary>
    public static Dictionary<string, object> Every(int seconds, string path)
    {
        var attributes = Request("hx-get", path, Morph, null);
        attributes["hx-trigger"] = $"every {seconds}s";
        attributes["hx-push-url"] = "false";
        return attributes;
    }

    /// <summary>Posts the form it stands in whenever something in that form is changed.</summary>
    public static Dictionary<string, object> Watch(string path)
    {
        var attributes = Request("hx-post", path, Morph, null);
        attributes["hx-trigger"] = "change from:\"closest form\", input delay:400ms from:\"closest form\"";
        attributes["hx-sync"] = "this:replace";
        attributes["hx-push-url"] = "false";
        return attributes;
    }

    private static Dictionary<string, object> Request(string verb, string url, string swap, string? dimmed)
    {
        var attributes = new Dictionary<string, object> { [verb] = url, ["hx-target"] = "#main", ["hx-swap"] = swap, ["hx-push-url"] = "true" };
        if (dimmed is not null) attributes["hx-indicator"] = dimmed;
        return attributes;
    }
}
