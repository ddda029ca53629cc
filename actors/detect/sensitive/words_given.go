package sensitive

// moreGiven and moreFamily go on with givenNames and familyNames; words of titles, menus and goods stay out.
const (
	moreGiven = "abdul aidan aiden aileen aisyah alana alberto aldo alejandro alexandra alfonso alfred alfredo alicia alina alisha alison allen allie allison " +
		"alma alvin alyssa amelia aminah amir amit amos ana anastasia andre angelica angelina angelo anil anita anjali ankit annabelle anne annette " +
		"annie anwar anya ariana ariel arlene armando arnav arnold arturo asha ashlee ashton audrey aurora ava avery azizah azlina azman barry " +
		"beatrice becky belinda bella bernadette bernard bernice bert bessie bethany betsy bianca blake bonnie boris brad bradford brandy brendan " +
		"brett brianna bridget brittney brooke bryant byron caitlin caleb callum calvin camden camilla camille candace carla carly carmen carole " +
		"caroline carrie carter casey cassandra cecil cecilia cedric celeste celia chad charlene charlie chase chelsea clara clarence clark claude " +
		"claudia clayton clifford clinton clyde cody cole colleen connor constance cooper cora corey cornelius courtney craig cristina cruz curtis " +
		"dakota dale dalton damian damon dana daniela daphne darius darla darlene darren darryl dawn dean deanna deepak delia della delores denis " +
		"derek derrick desiree devi devin devon dexter dianne dinesh divya dixie dolores dominic dominique dora drew duane dustin dwayne earl eddie " +
		"edgar edith edmund edna eduardo edwin eileen elaine elena elias elisa elise eliza ellen elliot elliott elmer elsa elsie elvira emil emilio " +
		"emmett enrique erica erick erin ernest ernesto ervin esme esther ethel eugenia eunice evan everett faizah faizal fannie farah farid fatimah " +
		"felicia felipe felix fernando finn florence floyd francine francis franklin fred freda freddie frederick freya gabriella gail ganesh garrett " +
		"gavin geeta gemma gene genevieve geoffrey georgia georgina geraldine geraldo gerard gertrude gilbert giles gina gladys glen glenda glenn " +
		"gopal gordon graham grant greg greta gretchen guadalupe guillermo gwen gwendolyn hafiz hailey hakim hakimi haley halimah hamish harish " +
		"harriet harriett harrison harry harvey hayden hazel hector herbert herman hilda hishamuddin holly horace howard hubert hugh hugo hunter ian " +
		"ibrahim ida ignacio imogen inez ira irene irma irvin irving isaac isabel isaiah isla ismael ismail israel ivy izzah izzati jackie jackson " +
		"jade jaime jake jamie janelle janie janis jared jasmine jasper javier jay jaya jeanette jeanne jeannette jeff jenna jenny jerald jeremiah " +
		"jermaine jerome jessie jill jillian jimmie jimmy jo joann joanna joanne jocelyn jodi jody joel johanna johnnie johnny jordyn jorge josefina " +
		"josephine josiah juana juanita jude julia julian julio julius june kaitlin kaitlyn kara kari karim karin karl karla katelyn kathy katie " +
		"kavita kavitha kay keisha kelli kelsey ken kendall kendra kerri kerry khairul khairy khalid kieran kim kirk krishna krista kristen kristi " +
		"kristin kristina kristine krystal kumar kurt kylie lachlan lakshmi lalitha lana lance larissa latasha latifah latoya laurie laverne layla " +
		"leah leila leland lena leon leona leonard leonardo leroy leslie lester levi lewis lila lillian lillie lindsay lloyd lois lola lonnie lorena " +
		"lorenzo loretta lorraine lottie louis louisa louise lucia lucille luella luke lula luther lydia lyle lynn lynne mabel mable mack mackenzie " +
		"mae maggie mahathir maisie makayla malcolm malik malini mallory mamie manoj manuel marc marcella marcia marcus margarita margie marguerite " +
		"mariam marian marianne mario marion marissa marjorie marlene marsha marshall martin marty marvin maryam mathew matilda matt mattie maureen " +
		"maurice maxine mckayla mckenzie meena melanie melba melinda melvin mercedes meredith micheal michele mildred millie milton mindy minnie " +
		"miranda miriam misty mitchell mohamed mohammad mohan mohd molly mona monica monique morgan muhamad muriel mustafa myra myron myrtle nadia " +
		"nadiah nadine najib naomi natasha nathaniel naveen neha neil nellie nelson nettie nichole nigel nik nikita nina nisha noel nora norazlina " +
		"norhayati norma norman nurul olga ollie opal orlando orville otis owen pablo padma paige pam patti patty paula paulette pauline pearl peggy " +
		"penelope percy perry pete petra phil phyllis pooja poppy pradeep prakash preeti preston priscilla rachael radha rafael rahim rahul rajan " +
		"rajesh rakesh ramesh ramiro ramon ramona randal randall rashid raven razak rebekah regina reginald rekha rene renee reuben rex rhonda rhys " +
		"ricardo rick ricky rizal roberta roberto robin rochelle rocio rodney rohit roland rolando roman ron ronnie rory rosa rosalie rosalind " +
		"rosario rosemarie rosemary rosie roslan rosli rosmah ross rowan roxanne ruben rudolph rufus rupert sabrina salim sally salvador salvatore " +
		"samir sandeep santiago santosh saskia satish saul savannah sebastian serena sergio seth shahrul shane shannon shanti sharifah shaun sheila " +
		"shelby sheri sherri sherry shobha sidney sierra silvia simone sita sonia sonya sophie spencer stacy stanley stefan stefanie stella stewart " +
		"stuart sue suhaimi sunil sunita suresh susie suzanne swati sydney syed sylvester sylvia tabitha tamara tammy tamsin tanya tara tariq taylor " +
		"ted terence teri terrance terrence terri thelma theo theodore tiffany tim timmy tina tobias todd tommy toni tonya tracey traci tracy travis " +
		"trevor tricia trisha tristan troy tyrone uma una usha valeria valerie vanessa vani velma vera verna vernon veronica vicki vickie vicky " +
		"victor vidya vijay vikram vinod viola vivian wade wallace wally wanda warren wendy wesley whitney wilbur wilfred willard wilma winifred " +
		"winston wyatt yasmin yolanda yusuf yvette yvonne zac zach zaid zainab zainal zara zelda zulkifli"
	moreFamily = "abbott acosta adkins agarwal aguirre allison almeida arellano atkins avila ayala ballard banerjee bansal barber barbosa barker barrera bates " +
		"beasley beck benson berger bhatt blackburn blair blanchard booker boone boyer brandt brennan briggs browning buckley bullock bunting burch " +
		"byrd cabrera cain cannon cantrell cardenas cardoso carvalho casey chandler chang channing chatterjee chauhan choudhary cline cobb cochran " +
		"coffey combs conley cordova cowan crane cummings dalton darling dawson decker deshmukh desouza dickerson dillon dodson donovan dorsey " +
		"dowling downing downs dsouza dubey dudley dutta erickson estes faulkner fernandes ferreira finley fitzpatrick fleming floyd flynn foley " +
		"fonseca forbes fritz gaines gallegos gentry ghosh gibbs giles gill glenn glover golding gonsalves goodman goulding govindasamy goyal graves " +
		"gross guerra hahn hale hamid hammond hampton harding hardy harmon harrington hashim hastings hatfield haynes hebert hemmings hensley herman " +
		"hess higgins hobbs hodge hodges holland hoover hopkins horton houston huff ingram iyengar jaafar jacobson jadhav jarvis jennings jindal " +
		"johns joshi joyce juarez keating keith kemp kent kline krishnan kulkarni lamb landry leach leblanc leon levine lin livingston logan lowe " +
		"lowery lozano lynn lyons macedo maddox mahmud mahoney maniam manning marsh mathis maxwell mayo mcbride mccall mccann mcclain mcclellan " +
		"mcclure mcconnell mccormick mcdaniel mcdonough mcdowell mcfarland mcgee mcguire mcintosh mcintyre mckay mckee mckenna mckenzie mckinney " +
		"mcknight mclaughlin mcleod mcmahon mcmillan mcnamara mcneil mcpherson melton menon merritt mishra mittal molina monroe moody mosley moss " +
		"mukherjee mullins murthy muthu naidu nascimento nathan navarro newman newton nolan norris norton ochoa oconnell odell odom ohara ohearn " +
		"oleary oliveira oneal oreilly orourke osborn osborne osman pace pandey patil patton paul pearson pereira petty pickering pillai pittman " +
		"pitts poole potter pratt proctor pruitt rahim rajagopal raman ramasamy ramsey randall rathore rawlings raymond razak reeves reilly rhodes " +
		"ribeiro richard robbins robles rodrigues rowe rubio rush salas salinas salleh sampson saxena schaefer sellers sen sexton shaffer shannon " +
		"shea shelton sherman shinde singleton skinner sloan solis solomon spalding spears srivastava stafford stanley stanton stark steele stein " +
		"stout strickland subramaniam summers sutton swanson sweeney tate teixeira terrell terry thakur tiwari townsend trevino trivedi trujillo " +
		"underwood valentine valenzuela vance vaughan veerappan velasquez venkatesh verma villarreal wade walter walters walton warner weiss " +
		"wellington werner whitaker whitehead whiting whitney wiggins wilcox wiley wilkins wilkinson winters wolfe woodard woodward wu wyatt yadav " +
		"yates yoder yu zakaria zamora zuniga"
)

// wordyFamilies are family names that are words: behind a frequent given name they are believed.
var wordyFamilies = set("page love cross moon short good small strong golden ball best snow branch church glass frost sharp rich wise wolf " +
	"prince pope walls waters weeks ware land mays marks noble savage horn bass beard bond gates gold may hull steel stock block rush fields")
